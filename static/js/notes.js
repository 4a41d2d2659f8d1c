// Notes: the forms in which they are written open beside the text; what was saved is laid over the words at once.
// Every form and button here is one that works without scripts: this asks for the same addresses.

import { copy, say } from "./clipboard.js";
import { lay, markOf } from "./highlights.js";

const notes = () => document.querySelector("[data-notes]");
const dialog = document.createElement("dialog");
dialog.className = "note-dialog";
const undoing = document.createElement("p");
undoing.className = "undo";
undoing.role = "status";
document.body.append(dialog, undoing);

const JSON_ANSWER = { Accept: "application/json, text/html;q=0.5" };
const SHOWN = 20000; // milliseconds that "Undo" stays in sight
const drafts = new Map(); // what was written in forms that were closed, by their addresses
let from; // what had the focus
let range; // what was selected
let isSending = false;
let fading;
let token; // of the form that was open last, for pages without any of their own

class Elsewhere extends Error {}

async function page(address, options) {
  const answer = await fetch(address, options);
  if (answer.redirected && new URL(answer.url).searchParams.has("next")) throw new Elsewhere(answer.url);
  if (answer.headers.get("Content-Type").startsWith("application/json")) return answer.json();
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// To the log-in, and from there back to what was selected.
function logIn(url, passage) {
  const back = new URL(location.href);
  if (passage) {
    back.searchParams.set("passage", passage);
    back.searchParams.set("note", "new");
    back.hash = "passage";
  }
  const way = new URL(url);
  way.searchParams.set("next", back.pathname + back.search + back.hash);
  location.assign(way);
}

function show(read, address) {
  const form = read.querySelector("form[data-note]");
  if (!form) return false;
  form.action = address;
  token = form.querySelector("[name='csrfmiddlewaretoken']").value;
  const title = document.createElement("h2");
  title.id = "note-dialog-title";
  title.textContent = read.querySelector("h1").textContent;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.replaceChildren(title, document.importNode(form, true));
  dialog.querySelector("[data-note-cancel]").hidden = false;
  if (!dialog.open) dialog.show();
  if (drafts.has(form.action) && field()) field().value = drafts.get(form.action);
  (field() ?? dialog.querySelector("button")).focus();
  return true;
}

function field() {
  return dialog.querySelector(".note-field textarea");
}

function isWritten() {
  return dialog.open && field() !== null && field().value !== field().defaultValue;
}

// What was written and not saved is there again when the same form is opened again.
function cancel() {
  const { action } = dialog.querySelector("form");
  if (isWritten()) {
    drafts.set(action, field().value);
    say("Your words are kept while this page is open.");
  }
  close();
  if (from?.isConnected) from.focus({ preventScroll: true });
  else if (range) getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  else notes()?.querySelector("a")?.focus({ preventScroll: true });
}

function close() {
  dialog.close();
  dialog.replaceChildren();
}

function same(one, other) {
  return one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
}

async function open(address, { words, passage, part } = {}) {
  if (isWritten()) {
    say("Save or cancel the note that is open first.");
    return field().focus();
  }
  from = document.activeElement === document.body ? null : document.activeElement;
  range = part;
  try {
    const read = await page(address, { headers: { Accept: "text/html" } });
    const quoted = read.querySelector("[data-note-quote]");
    if (words !== undefined && !(quoted && same(quoted.textContent, words))) {
      say("The text has been corrected since you opened this page. Load it again, then select the words.");
    } else if (!show(read, address)) location.assign(address);
  } catch (error) {
    if (error instanceof Elsewhere) logIn(error.message, passage);
    else location.assign(address);
  }
}

// A new note on what is selected; called by the tools of the selection.
export function write({ body, passage, words, part }) {
  return open(`${body.dataset.write}?${new URLSearchParams({ passage })}`, { words, passage, part });
}

async function send(form, button) {
  if (isSending) return;
  isSending = true;
  try {
    const answer = await page(form.action, { method: "POST", body: new FormData(form, button), headers: JSON_ANSWER });
    if (answer instanceof Document) again(answer, form.action);
    else await saved(answer, form.action);
  } catch (error) {
    if (error instanceof Elsewhere) say("You are logged out. Log in in another window, then save again.");
    else say("It was not saved: the archive cannot be reached. Your words are still here.");
  } finally {
    isSending = false;
  }
}

// Something is wrong with what was sent, and the form that came back says what.
function again(read, address) {
  drafts.delete(address);
  if (!show(read, address)) throw new Error("no form came back");
  const fault = dialog.querySelector("[role='alert'], .errorlist");
  fault?.scrollIntoView({ block: "nearest" });
  if (fault) say(fault.textContent, { unseen: true });
}

async function saved(answer, address) {
  const isNew = range !== undefined;
  drafts.delete(address);
  close();
  await done(answer);
  if (isNew) markOf(answer.note)?.focus({ preventScroll: true });
}

async function act(address, values) {
  const own = document.querySelector("#notes-acts [name='csrfmiddlewaretoken']");
  const body = new URLSearchParams({ ...values, csrfmiddlewaretoken: own?.value ?? token });
  try {
    await done(await page(address, { method: "POST", body, headers: JSON_ANSWER }));
  } catch {
    say("It was not done: the archive cannot be reached, or you are logged out.");
  }
}

// What was done stands in sight for a while, with what undoes it; who goes by keys stays where it was done.
async function done({ said, undo, note, version, error }) {
  if (dialog.open) close();
  await refresh().catch(() => say("The page could not be loaded again; what you did is kept."));
  undoing.replaceChildren(error ?? said);
  if (undo) undoing.append(" ", undoButton(undo, version));
  const shown = document.getElementById(`note-${note}`);
  const next = shown?.querySelector(".beside-acts > :is(a, button)") ?? undoing.querySelector("button");
  (next ?? notes()?.querySelector("[data-note-form]"))?.focus({ preventScroll: true });
  fade();
}

function undoButton(address, version) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Undo";
  button.addEventListener("click", () => act(address, { version }));
  return button;
}

function fade() {
  clearTimeout(fading);
  fading = setTimeout(() => (undoing.contains(document.activeElement) ? fade() : undoing.replaceChildren()), SHOWN);
}

// The page as it is now tells which notes there are; the text itself stays, and with it what other scripts hold of it.
async function refresh() {
  const read = await page(location.href.split("#")[0], { cache: "no-store" });
  const fresh = read.querySelector("[data-notes]");
  if (!fresh || !notes()) return;
  notes().replaceWith(document.importNode(fresh, true));
  lay(document.querySelectorAll(".beside-note[data-span]"));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-note-cancel]")) return cancel();
  const way = event.target.closest("a[data-note-form]");
  if (way && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return open(way.href);
  }
  const button = event.target.closest("button[data-note-act]");
  if (button) {
    event.preventDefault();
    return act(button.formAction, { version: button.value });
  }
  const link = event.target.closest("a[data-note-link]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return copy({ text: link.href, html: link.href }).then(
      () => say(`Copied the link of this note: ${link.href}`),
      () => location.assign(link.href),
    );
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-note]") || !dialog.contains(event.target)) return;
  event.preventDefault();
  send(event.target, event.submitter);
});
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape") cancel();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
});

// Back from the log-in.
const asked = new URL(location.href);
if (asked.searchParams.get("note") === "new" && notes()) {
  const passage = asked.searchParams.get("passage") ?? "";
  for (const name of ["note", "passage"]) asked.searchParams.delete(name);
  history.replaceState(null, "", asked);
  const body = document.querySelector("[data-text]");
  if (body) open(`${body.dataset.write}?${new URLSearchParams({ passage })}`);
}
