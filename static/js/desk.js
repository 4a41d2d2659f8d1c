// The desk's keys: whatever says which key it goes by is pressed by it, as long as keys are on (see keys.js).
// The label of a field takes one there.

const keys = document.querySelector("[data-keys-switch]");
const held = new Map([...document.querySelectorAll("[data-key]")].map((thing) => [thing.dataset.key, thing]));

function isTyping(target) {
  return target.closest("input:not([type='checkbox']), textarea, select, [contenteditable], dialog") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || !keys.checked || isTyping(event.target)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const thing = held.get(event.key);
  if (!thing) return;
  event.preventDefault(); // the field that it leads to would write the stroke
  thing.click();
});
