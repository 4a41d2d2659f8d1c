// Names in the text: a switch makes them plain words, on every page, until it is turned back.

const OFF = "chancery-names-off";

const names = document.querySelectorAll("main a.name");
const toggle = document.querySelector("[data-names-switch]");

// A browser may refuse to keep anything; then names are marked, and the switch holds for the page.
function remembered() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // nothing is kept
  }
}

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
  toggle.checked = !remembered();
  toggle.closest("[hidden]").hidden = false;
  toggle.addEventListener("change", () => {
    remember(!toggle.checked);
    markAll();
  });
  if (!toggle.checked) markAll();
}
