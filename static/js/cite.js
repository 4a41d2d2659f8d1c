// Citations: a button copies one with its italics; another style is shown at once, and remembered.

import { copy, say } from "./clipboard.js";

// Paragraphs become lines of plain text; within them white space is the template's.
function plain(cited) {
  const blocks = cited.querySelectorAll("p");
  const lines = blocks.length > 0 ? [...blocks] : [cited];
  return lines.map((line) => line.textContent.replace(/\s+/g, " ").trim()).join("\n\n");
}

async function copyFrom(button) {
  const cited = document.getElementById(button.dataset.copy);
  const text = plain(cited);
  try {
    await copy({ text, html: cited.innerHTML.trim() });
    say(`Copied: ${text}`);
  } catch {
    getSelection().selectAllChildren(cited);
    say("The browser did not allow copying. What is selected now can be copied by hand.");
  }
}

async function restyle(form) {
  const asked = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${form.action}?${asked}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const { citation, style } = await answer.json();
  const read = new DOMParser().parseFromString(citation.html, "text/html");
  document.getElementById("citation").replaceChildren(...read.body.childNodes);
  document.querySelector("[data-copy='citation'] .unseen").textContent = ` this citation: ${style.title}`;
  say(`The citation is now in the style ${style.title}.`);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copyFrom(button));
}
for (const form of document.querySelectorAll("[data-style='here']")) {
  form.querySelector("[type='submit']").hidden = true;
  form.addEventListener("change", () => restyle(form).catch(() => form.submit()));
}
