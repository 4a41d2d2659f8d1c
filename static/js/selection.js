// Selection: with words of a text or of a footnote selected, a few tools stand beside them: cite, link, note, search.
// Where the words stand is counted here, in code points; on which page, and what the note says, is known to the server.

import { copy, say } from "./clipboard.js";
import { write } from "./notes.js";

const REST = 250; // milliseconds that a selection stays the same before its tools are shown
const GAP = matchMedia("(pointer: coarse)").matches ? 32 : 8; // pixels beside it; on touch its handles stand there
const EDGE = 8; // pixels between the tools and the edge of the window
const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };

const texts = document.querySelectorAll("main [data-text], main .notes .note");
const tools = document.createElement("div");
tools.className = "selection-tools";
tools.popover = "manual";
tools.role = "toolbar";
tools.ariaLabel = "What is selected";

let chosen; // the text, and the part of the selection that lies in it
let coming;
let pressing = false;
let told = false;

// What the archive supplied (page labels, marks of notes) is no part of a text and is not counted.
function words(range) {
  const copied = range.cloneContents();
  for (const supplied of copied.querySelectorAll("[data-supplied]")) supplied.remove();
  return copied.textContent;
}

function isSupplied(node) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-supplied]") !== null;
}

function length(text) {
  return [...text].length;
}

function within(range, text) {
  if (!range.intersectsNode(text) || isSupplied(range.commonAncestorContainer)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(text);
  const part = range.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) part.setStart(text, 0);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) part.setEnd(text, text.childNodes.length);
  return words(part).trim() ? { text, part } : null;
}

// Words of several texts at once are nobody's to be quoted together.
function choose() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const found = [...texts].map((text) => within(selection.getRangeAt(0), text)).filter(Boolean);
  return found.length === 1 ? found[0] : null;
}

function placeOf({ text, part }) {
  const note = text.matches(".note") ? text.closest("li").id : "";
  const body = note ? text.closest("article").querySelector("[data-text]") : text;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(part.startContainer, part.startOffset);
  const start = length(words(before)) + (note ? 0 : Number(body.dataset.start));
  const passage = `${start}-${start + length(words(part))}`;
  return { body, passage: note ? `${note}.${passage}` : passage, words: words(part) };
}

function addressOf(chosen) {
  const { body, passage } = placeOf(chosen);
  return `${body.dataset.cite}?${new URLSearchParams({ passage })}`;
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function cite(address) {
  const answer = ask(address);
  await copy(answer.then(({ quotation }) => quotation));
  const { quotation, citation } = await answer;
  say(`Copied with its citation, ${quotation.where}: ${citation.text}`);
}

function linked(url) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = url;
  return { text: url, html: link.outerHTML };
}

async function link(address) {
  const answer = ask(address);
  await copy(answer.then(({ url }) => linked(url)));
  const { url, quotation } = await answer;
  say(`Copied the address of this passage, ${quotation.where}: ${url}`);
}

async function search(address) {
  const { quotation } = await ask(address);
  location.assign(quotation.search);
}

function note() {
  const place = placeOf(chosen);
  hide();
  return write({ ...place, part: chosen.part });
}

// Where copying is not allowed, what was to be copied stands on the page of the citation.
function offer(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.tabIndex = tools.childElementCount ? -1 : 0;
  button.addEventListener("click", () => {
    const address = addressOf(chosen);
    act(address).catch(() => location.assign(address));
  });
  tools.append(button);
  return button;
}

// Above the selection or below it, never over it; over its end only where it fills the window.
function place({ part }) {
  const at = part.getBoundingClientRect();
  const size = tools.getBoundingClientRect();
  const above = at.top - GAP - size.height;
  const below = at.bottom + GAP;
  const fits = { above: above >= EDGE, below: below + size.height <= innerHeight - EDGE };
  const top = fits.above && (GAP === EDGE || !fits.below) ? above : below;
  const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - size.width - EDGE));
  const isDocked = !fits.above && !fits.below;
  tools.classList.toggle("docked", isDocked);
  tools.style.setProperty("left", isDocked ? "" : `${left + scrollX}px`);
  tools.style.setProperty("top", isDocked ? "" : `${top + scrollY}px`);
}

function show() {
  chosen = choose();
  if (!chosen) return hide();
  tools.showPopover();
  place(chosen);
  if (told || !document.querySelector("[data-keys-switch]").checked) return;
  told = true;
  say("Press C to cite, link to or search for what is selected, A to write a note on it.", { unseen: true });
}

function hide() {
  clearTimeout(coming);
  if (tools.matches(":popover-open")) tools.hidePopover();
}

function showSoon() {
  clearTimeout(coming);
  if (!pressing && !tools.contains(document.activeElement)) coming = setTimeout(show, REST);
}

// Whether a key is meant for the page: keys are on, and nobody writes.
function isFree(event) {
  const isOn = document.querySelector("[data-keys-switch]").checked && !document.querySelector("[data-keys]").open;
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
  return isOn && isPlain && !event.target.closest("input, textarea, select, [contenteditable]");
}

function turn(event) {
  if (!(event.key in ARROWS)) return;
  const buttons = [...tools.children];
  const at = buttons.indexOf(document.activeElement) + ARROWS[event.key] + buttons.length;
  buttons[at % buttons.length].focus();
  event.preventDefault();
}

if (texts.length > 0) {
  offer("Cite", cite).dataset.key = "c";
  offer("Link", link);
  offer("Note", note).dataset.key = "a";
  offer("Search", search);
  document.querySelector("main").append(tools);
  tools.addEventListener("pointerdown", (event) => event.preventDefault()); // else the selection would be lost
  tools.addEventListener("keydown", turn);
  document.addEventListener("pointerdown", () => (pressing = true));
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pressing = false;
      showSoon();
    });
  }
  document.addEventListener("selectionchange", () => {
    if (getSelection().isCollapsed) hide();
    else showSoon();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "a" && isFree(event)) {
      chosen = choose();
      if (chosen) event.preventDefault();
      if (chosen) note();
    }
    if (event.key !== "Escape") return;
    if (tools.contains(document.activeElement)) document.activeElement.blur();
    hide();
  });
}
