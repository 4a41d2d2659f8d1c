// Cards of names: who or what a name in the text means, beside it on hover and focus. The name's own link says it all.

const REST = 300; // milliseconds that pointer or focus rest on a name before its card is asked for
const GRACE = 500; // milliseconds a card stays when they have left it
const EDGE = 8; // pixels between the card and whatever it stands beside

const card = document.createElement("div");
card.className = "name-card";
card.id = "name-card";
card.popover = "manual";
card.ariaHidden = "true"; // it is read out as the description of the name, and not met with a second time
document.body.append(card);

const held = new Map(); // what cards say, by the address of the name
let coming;
let leaving;
let shown;

async function said(name) {
  const address = name.pathname;
  if (!held.has(address)) {
    const answer = await fetch(`${address}card/`);
    if (!answer.ok) return null;
    held.set(address, await answer.text());
  }
  return held.get(address);
}

async function show(name, x) {
  const content = await said(name).catch(() => null); // without a connection there is no card
  if (content === null || shown !== name) return;
  const read = new DOMParser().parseFromString(content, "text/html");
  card.replaceChildren(...read.body.childNodes);
  for (const inner of card.querySelectorAll("a")) inner.tabIndex = -1; // the name leads there, too
  card.showPopover();
  place(name, x);
  name.setAttribute("aria-describedby", card.id);
}

// Under the line of the name that is pointed at; above it, where there is no room.
function place(name, x) {
  const lines = [...name.getClientRects()];
  const at = lines.find((line) => x >= line.left && x <= line.right) ?? lines[0];
  const size = card.getBoundingClientRect();
  const column = name.closest("main").getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(at.left - 2 * EDGE, column.right - size.width));
  const below = at.bottom + EDGE;
  const top = below + size.height < innerHeight ? below : Math.max(EDGE, at.top - size.height - EDGE);
  card.style.setProperty("left", `${left + scrollX}px`);
  card.style.setProperty("top", `${top + scrollY}px`);
}

function showSoon(name, x) {
  clearTimeout(leaving);
  clearTimeout(coming);
  if (!name.href || (name === shown && card.matches(":popover-open"))) return;
  coming = setTimeout(() => {
    hide();
    shown = name;
    show(name, x);
  }, REST);
}

function hide() {
  clearTimeout(coming);
  clearTimeout(leaving);
  shown?.removeAttribute("aria-describedby");
  shown = undefined;
  if (card.matches(":popover-open")) card.hidePopover();
}

// Not while the pointer or the focus that it came for is still there.
function hideSoon() {
  clearTimeout(coming);
  clearTimeout(leaving);
  leaving = setTimeout(() => card.matches(":hover") || shown?.matches(":hover, :focus-visible") || hide(), GRACE);
}

for (const name of document.querySelectorAll("main a.name")) {
  name.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && showSoon(name, event.clientX));
  name.addEventListener("pointerleave", hideSoon);
  name.addEventListener("focus", () => name.matches(":focus-visible") && showSoon(name, Number.NaN));
  name.addEventListener("blur", hideSoon);
}
card.addEventListener("pointerenter", () => clearTimeout(leaving));
card.addEventListener("pointerleave", hideSoon);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
