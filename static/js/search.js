// Search: a filter applies when its field is left; what is empty stays out of the address; focus stays where it was.

const KEPT = "chancery-search-place";
const forms = document.querySelectorAll("[data-applies]");
let applying = false;

// A browser may refuse to keep anything; then focus is where a new page puts it.
function kept() {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    return place;
  } catch {
    return null;
  }
}

function keep() {
  if (!applying) return;
  applying = false;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ id: document.activeElement?.id ?? "", y: scrollY }));
  } catch {
    // nothing is kept
  }
}

function restore(place) {
  const field = place?.id && document.getElementById(place.id);
  if (!field) return;
  field.focus({ preventScroll: true });
  scrollTo(0, place.y);
}

function apply(event) {
  applying = true;
  event.currentTarget.requestSubmit();
}

for (const form of document.querySelectorAll("[data-search]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
  });
}
for (const form of forms) {
  form.addEventListener("change", apply);
  form.querySelector("[type='submit']").hidden = true;
}
for (const hint of document.querySelectorAll("[data-applies-hint]")) hint.hidden = false;

// A page that is come back to shows what it was asked for, not what was typed when it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.querySelectorAll("[data-search]")) form.reset();
});
addEventListener("pagehide", keep);
restore(kept());
