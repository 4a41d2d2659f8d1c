// Keys: left and right turn pages, [ and ] change documents, ? lists them all. Under each stands a real link.

const TURNS = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  "[": "previous-document",
  "]": "next-document",
};
const OFF = "chancery-keys-off";

const list = document.querySelector("[data-keys]");
const toggle = document.querySelector("[data-keys-switch]");

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function scrollsSideways(target) {
  const region = target.closest(".scroll");
  return region !== null && region.scrollWidth > region.clientWidth;
}

function follow(turn) {
  document.querySelector(`[data-turn="${turn}"]`)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || list.open) return;
  if (isTyping(event.target)) return;
  if (event.key === "?") {
    list.showModal();
  } else if (toggle.checked && event.key in TURNS && !(event.key.startsWith("Arrow") && scrollsSideways(event.target))) {
    follow(TURNS[event.key]);
  }
});

toggle.checked = localStorage.getItem(OFF) === null;
toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
