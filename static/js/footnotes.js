// Footnotes: the note appears beside its mark on hover and focus; a tap or Enter still goes to the list at the end.

const GRACE = 400; // milliseconds a card stays when pointer or focus have left it

const card = document.createElement("div");
card.className = "note-card";
card.popover = "manual";
card.id = "note-card";
document.body.append(card);

let leaving;

function noteOf(mark) {
  return document.getElementById(mark.hash.slice(1))?.querySelector(".note");
}

function show(mark) {
  const note = noteOf(mark);
  if (!note) return;
  clearTimeout(leaving);
  card.replaceChildren(...note.cloneNode(true).childNodes);
  for (const inner of card.querySelectorAll("[id]")) inner.removeAttribute("id");
  card.showPopover();
  place(mark);
}

function place(mark) {
  const at = mark.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left - 16, document.documentElement.clientWidth - size.width - 8));
  const below = at.bottom + 8;
  const top = below + size.height < innerHeight ? below : Math.max(8, at.top - size.height - 8);
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

for (const mark of document.querySelectorAll(".note-ref")) {
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(mark));
  mark.addEventListener("pointerleave", hideSoon);
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && show(mark));
  mark.addEventListener("blur", hideSoon);
}
card.addEventListener("pointerenter", () => clearTimeout(leaving));
card.addEventListener("pointerleave", hideSoon);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
