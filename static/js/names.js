// Names in the text: a switch makes them plain words, on every page, until it is turned back.

import { isOff, keep } from "./kept.js";

const OFF = "chancery-names-off";

const names = document.querySelectorAll("main a.name");
const toggle = document.querySelector("[data-names-switch]");

// Without an address it is no link: not seen, not reached by the tabulator, not read out as one.
function mark(name, on) {
  if (on) name.setAttribute("href", name.dataset.leads);
  else name.removeAttribute("href");
}

function markAll() {
  for (const name of names) mark(name, toggle.checked);
}

if (names.length > 0) {
  for (const name of names) name.dataset.leads = name.getAttribute("href");
  toggle.checked = !isOff(OFF);
  toggle.closest("[hidden]").hidden = false;
  toggle.addEventListener("change", () => {
    keep(OFF, !toggle.checked);
    markAll();
  });
  if (!toggle.checked) markAll();
}
