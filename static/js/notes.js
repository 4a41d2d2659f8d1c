// Notes: the forms in which they are written open beside the text; what was saved is laid over the words at once.
// Every form and button here is one that works without scripts: this asks for the same addresses.

import { copy, say } from "./clipboard.js";

const notes = () => document.querySelector("[data-notes]");
const texts = document.querySelectorAll("main [data-text], main .notes .note");
const dialog = document.createElement("dialog");
dialog.className = "note-dialog";
const undoing = document.createElement("p");
undoing.className = "undo";
undoing.role = "status";
document.body.append(dialog, undoing);

const JSON_ANSWER = { Accept: "application/json, text/html;q=0.5" };
const SHOWN = 20000; // milliseconds that "Undo" stays in sight
let from; // what had the focus
let fading;
let token; // of the form that was open last, for pages without any of their own

class Elsewhere extends Error {}

async function page(address, options) {
  const answer = await fetch(address, options);
  if (answer.redirected && new URL(answer.url).searchParams.has("next")) throw new Elsewhere(answer.url);
  if (answer.headers.get("Content-Type").startsWith("application/json")) return answer.json();
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// To the log-in, and from there back to what was selected.
function logIn(url, passage) {
  const back = new URL(location.href);
  if (passage) {
    back.searchParams.set("passage", passage);
    back.searchParams.set("note", "new");
    back.hash = "passage";
  }
  const way = new URL(url);
  way.searchParams.set("next", back.pathname + back.search + back.hash);
  location.assign(way);
}

function show(read, address) {
  const form = read.querySelector("form[data-note]");
  if (!form) return false;
  form.action = address;
  token = form.querySelector("[name='csrfmiddlewaretoken']").value;
  const title = document.createElement("h2");
  title.id = "note-dialog-title";
  title.textContent = read.querySelector("h1").textContent;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.replaceChildren(title, document.importNode(form, true));
  dialog.querySelector("[data-note-cancel]").hidden = false;
  if (!dialog.open) dialog.show();
  (dialog.querySelector(".note-field textarea") ?? dialog.querySelector("button")).focus();
  return true;
}

function close() {
  dialog.close();
  dialog.replaceChildren();
  const to = from?.isConnected ? from : notes()?.querySelector("a");
  to?.focus({ preventScroll: true });
}

function same(one, other) {
  return one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
}

async function open(address, { words, passage } = {}) {
  from = document.activeElement === document.body ? null : document.activeElement;
  try {
    const read = await page(address, { headers: { Accept: "text/html" } });
    const quoted = read.querySelector("[data-note-quote]");
    if (words !== undefined && !(quoted && same(quoted.textContent, words))) {
      say("The text has been corrected since you opened this page. Load it again, then select the words.");
    } else if (!show(read, address)) location.assign(address);
  } catch (error) {
    if (error instanceof Elsewhere) logIn(error.message, passage);
    else location.assign(address);
  }
}

// A new note on what is selected; called by the tools of the selection.
export function write({ body, passage, words }) {
  return open(`${body.dataset.write}?${new URLSearchParams({ passage })}`, { words, passage });
}

async function send(form, button) {
  const sent = new FormData(form, button);
  try {
    const answer = await page(form.action, { method: "POST", body: sent, headers: JSON_ANSWER });
    if (answer instanceof Document) {
      if (!show(answer, form.action)) throw new Error("no form came back");
      dialog.querySelector("[role='alert'], .errorlist")?.scrollIntoView({ block: "nearest" });
      return;
    }
    close();
    await done(answer);
  } catch (error) {
    if (error instanceof Elsewhere) say("You are logged out. Log in in another window, then save again.");
    else say("It was not saved: the archive cannot be reached. Your words are still here.");
  }
}

async function act(address, values = {}) {
  const own = document.querySelector("#notes-acts [name='csrfmiddlewaretoken']");
  const body = new URLSearchParams({ ...values, csrfmiddlewaretoken: own?.value ?? token });
  try {
    await done(await page(address, { method: "POST", body, headers: JSON_ANSWER }));
  } catch {
    say("It was not done: the archive cannot be reached, or you are logged out.");
  }
}

async function done({ said, undo, note, error }) {
  await refresh();
  clearTimeout(fading);
  undoing.replaceChildren(error ?? said);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Undo";
    button.addEventListener("click", () => {
      act(undo);
      (document.getElementById(`note-${note}`)?.querySelector("a") ?? notes()?.querySelector("a"))?.focus();
    });
    undoing.append(" ", button);
  }
  fading = setTimeout(() => undoing.contains(document.activeElement) || undoing.replaceChildren(), SHOWN);
}

// The page as it is now tells which notes there are; the text itself stays, and with it what other scripts hold of it.
async function refresh() {
  const read = await page(location.href.split("#")[0], { cache: "no-store" });
  const fresh = read.querySelector("[data-notes]");
  if (!fresh || !notes()) return;
  notes().replaceWith(document.importNode(fresh, true));
  for (const mark of document.querySelectorAll("mark.noted")) {
    const around = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    around.normalize();
  }
  for (const note of document.querySelectorAll(".beside-note[data-span]")) lay(note);
}

function lay(note) {
  const { footnote } = note.dataset;
  const text = [...texts].find((each) => (footnote ? each.closest("li")?.id === footnote : each.matches("[data-text]")));
  if (!text) return;
  const begun = footnote ? 0 : Number(text.dataset.start);
  const [start, end] = note.dataset.span.split("-").map((at) => Number(at) - begun);
  parts(text, start, end).forEach((part, number) => wrap(part, note, number === 0));
}

// The text nodes that stand at code points `start` to `end`, cut to them.
function parts(text, start, end) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches("[data-supplied]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const found = [];
  let at = 0;
  while (walker.nextNode() && at < end) {
    const characters = [...walker.currentNode.data];
    const first = Math.max(0, start - at);
    const last = Math.min(characters.length, end - at);
    if (first < last) {
      const units = (count) => characters.slice(0, count).join("").length;
      found.push([walker.currentNode, units(first), units(last)]);
    }
    at += characters.length;
  }
  return found;
}

function wrap([node, first, last], note, isFirst) {
  if (!node.data.slice(first, last).trim() && node.parentElement.closest("table, ul") && !node.parentElement.closest("td, li")) return;
  const range = document.createRange();
  range.setStart(node, first);
  range.setEnd(node, last);
  const mark = document.createElement("mark");
  mark.className = "editorial" in note.dataset ? "noted editorial" : "noted";
  mark.dataset.colour = note.dataset.colour;
  mark.dataset.note = note.id.slice("note-".length);
  if (isFirst) mark.id = `in-text-${mark.dataset.note}`;
  range.surroundContents(mark);
}

function point(address) {
  for (const each of document.querySelectorAll(".pointed")) each.classList.remove("pointed");
  const note = document.getElementById(`note-${address}`);
  if (!note) return;
  note.closest("details").open = true;
  note.classList.add("pointed");
  note.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-note-cancel]")) return close();
  const way = event.target.closest("a[data-note-form]");
  if (way && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return open(way.href);
  }
  const button = event.target.closest("button[data-note-act]");
  if (button) {
    event.preventDefault();
    return act(button.formAction, { version: button.value });
  }
  const link = event.target.closest("a[data-note-link]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return copy({ text: link.href, html: link.href }).then(
      () => say(`Copied the link of this note: ${link.href}`),
      () => location.assign(link.href),
    );
  }
  const mark = event.target.closest("mark.noted");
  if (mark && !event.target.closest("a") && getSelection().isCollapsed) point(mark.dataset.note);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-note]") || !dialog.contains(event.target)) return;
  event.preventDefault();
  send(event.target, event.submitter);
});
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
});

// Back from the log-in.
const asked = new URL(location.href);
if (asked.searchParams.get("note") === "new" && notes()) {
  const passage = asked.searchParams.get("passage") ?? "";
  for (const name of ["note", "passage"]) asked.searchParams.delete(name);
  history.replaceState(null, "", asked);
  const body = document.querySelector("[data-text]");
  if (body) open(`${body.dataset.write}?${new URLSearchParams({ passage })}`);
}
