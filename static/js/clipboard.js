// The clipboard: text and HTML together, so that a citation keeps its italics; and a polite word on what was copied.

const SHOWN = 8000; // milliseconds that the word stays in sight

const status = document.createElement("p");
status.className = "unseen";
status.role = "status";
document.body.append(status);
let fading;

// What is `unseen` is for those alone who hear the page.
export function say(message, { unseen = false } = {}) {
  clearTimeout(fading);
  status.textContent = "";
  status.className = unseen ? "unseen" : "copied";
  setTimeout(() => (status.textContent = message), 50); // the same words twice are said twice
  fading = setTimeout(() => (status.textContent = ""), SHOWN);
}

// Where a browser gives no clipboard (an address without TLS), the older way: answer its own command to copy.
function answerCopying({ text, html }) {
  const answer = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", answer, { capture: true, once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", answer, { capture: true });
  if (!done) throw new DOMException("Nothing was copied.", "NotAllowedError");
}

// What is to be copied may still be on its way ({text, html}, promised): a browser wants to be told at once.
export async function copy(coming) {
  if (!navigator.clipboard?.write) return answerCopying(await coming);
  const part = (type, name) => Promise.resolve(coming).then((content) => new Blob([content[name]], { type }));
  const item = new ClipboardItem({ "text/plain": part("text/plain", "text"), "text/html": part("text/html", "html") });
  return navigator.clipboard.write([item]);
}
