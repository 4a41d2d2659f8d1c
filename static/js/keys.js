// Keys: left and right turn pages, [ and ] change documents, n and p step from hit to hit, c goes to the citation, / to
// the search box, ? lists them all. Under each that leads somewhere stands a real link.

import { isOff, keep } from "./kept.js";

const TURNS = {
  ArrowLeft: ["previous", "previous-document"],
  ArrowRight: ["next", "next-document"],
  "[": ["previous-document"],
  "]": ["next-document"],
  n: ["next-hit", "next-result"],
  p: ["previous-hit", "previous-result"],
};
const OFF = "chancery-keys-off";

const list = document.querySelector("[data-keys]");
const toggle = document.querySelector("[data-keys-switch]");
const opener = document.querySelector("[data-keys-open]");

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function isModified(event) {
  const written = event.key.length === 1 && event.getModifierState("AltGraph"); // [ on many keyboards
  return !written && (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key.startsWith("Arrow")));
}

function scrollsSideways(target) {
  const regions = [target.closest("[tabindex='0']"), document.documentElement];
  return visualViewport.scale > 1 || regions.some((region) => region && region.scrollWidth > region.clientWidth + 1);
}

function linkFor(key) {
  return TURNS[key].map((turn) => document.querySelector(`[data-turn="${turn}"]`)).find(Boolean);
}

function toSearch(event) {
  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  event.preventDefault(); // some browsers would look for words in the page, and all would write the stroke
  box.focus();
  box.select();
}

// To the tools for what is selected, if they are shown, else to the citation beside the text.
function toCitation() {
  const ways = [...document.querySelectorAll("[data-key='c']")];
  const shown = ways.filter((way) => way.checkVisibility());
  (shown.find((way) => way.closest(":popover-open")) ?? shown[0])?.focus();
}

function press(event) {
  if (event.defaultPrevented || event.repeat || !toggle.checked || list.open) return;
  if (isModified(event) || isTyping(event.target)) return;
  if (event.key === "?") {
    list.showModal();
  } else if (event.key === "/") {
    toSearch(event);
  } else if (event.key === "c") {
    toCitation();
  } else if (event.key in TURNS && !(event.key.startsWith("Arrow") && scrollsSideways(event.target))) {
    linkFor(event.key)?.click();
  }
}

toggle.checked = !isOff(OFF);
toggle.addEventListener("change", () => keep(OFF, !toggle.checked));
opener.hidden = false;
opener.addEventListener("click", () => list.showModal());
document.addEventListener("keydown", press);
