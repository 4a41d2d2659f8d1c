// Choosing among results: all on the page at once, how many are chosen, and nothing is asked for while none is.

const form = document.querySelector("[data-chosen]");

function boxes() {
  return [...document.querySelectorAll(`input[name="id"][form="${form.getAttribute("id")}"]`)]; // form.id is those
}

function told(number) {
  if (number === 0) return "Tick the results that you want";
  return number === 1 ? "1 result" : `${number} results`;
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  const all = form.querySelector("[data-choose-all]");
  all.checked = chosen === boxes().length;
  all.indeterminate = chosen > 0 && !all.checked;
  form.querySelector("[data-count]").textContent = told(chosen);
  for (const button of form.querySelectorAll("button")) button.disabled = chosen === 0;
}

if (form) {
  const all = form.querySelector("[data-choose-all]");
  all.closest("[hidden]").hidden = false;
  form.querySelector("[data-count]").role = "status";
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    count();
  });
  for (const box of boxes()) box.addEventListener("change", count);
  addEventListener("pageshow", count); // a page that is come back to has its ticks
  count();
}
