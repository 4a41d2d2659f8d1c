// Contents: an address that names a section (#ch2) opens the list of that section's documents.

function open() {
  const section = document.getElementById(location.hash.slice(1));
  const contents = section?.closest("[data-contents]");
  if (!contents) return;
  const list = section.querySelector(":scope > details");
  if (list) list.open = true;
  section.scrollIntoView();
}

addEventListener("hashchange", open);
open();
