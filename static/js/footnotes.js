// Footnotes: the note appears beside its mark on hover and focus; a tap or Enter still goes to the list at the end.

const GRACE = 500; // milliseconds a card stays when pointer or focus have left it
const EDGE = 8; // pixels between the card and whatever it stands beside

const card = document.createElement("div");
card.className = "note-card";
card.popover = "manual";
card.ariaHidden = "true"; // a second copy: the list at the end is the one to be read out
document.body.append(card);

let leaving;
let shown;

function noteOf(mark) {
  return document.getElementById(mark.hash.slice(1))?.querySelector(".note");
}

function show(mark) {
  clearTimeout(leaving);
  const note = noteOf(mark);
  if (!note || (mark === shown && card.matches(":popover-open"))) return;
  shown = mark;
  card.replaceChildren(...note.cloneNode(true).childNodes);
  for (const inner of card.querySelectorAll("[id]")) inner.removeAttribute("id");
  for (const inner of card.querySelectorAll("a, [tabindex]")) inner.tabIndex = -1;
  card.showPopover();
  place(mark);
}

function place(mark) {
  const at = mark.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const column = mark.closest("main").getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(at.left - 2 * EDGE, column.right - size.width));
  const below = at.bottom + EDGE;
  const top = below + size.height < innerHeight ? below : Math.max(EDGE, at.top - size.height - EDGE);
  card.style.setProperty("left", `${left + scrollX}px`);
  card.style.setProperty("top", `${top + scrollY}px`);
}

function hide() {
  clearTimeout(leaving);
  if (card.matches(":popover-open")) card.hidePopover();
}

function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, GRACE);
}

for (const mark of document.querySelectorAll("[role='doc-noteref']")) {
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(mark));
  mark.addEventListener("pointerleave", hideSoon);
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && show(mark));
  mark.addEventListener("blur", hideSoon);
  mark.addEventListener("click", hide);
}
card.addEventListener("pointerenter", () => clearTimeout(leaving));
card.addEventListener("pointerleave", hideSoon);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
