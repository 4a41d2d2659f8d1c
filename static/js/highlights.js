// Highlights: what is noted, laid over the words of a text; and from each the way to its note, by pointer and by keys.

const texts = [...document.querySelectorAll("main [data-text], main .notes .note")];

// All of them are laid anew: the text is left as if there had never been any.
export function lay(notes) {
  const around = new Set();
  for (const mark of document.querySelectorAll("mark.noted")) {
    around.add(mark.parentNode);
    mark.replaceWith(...mark.childNodes);
  }
  for (const parent of around) parent.normalize();
  const pieces = new Map();
  for (const note of notes) {
    const text = textOf(note);
    if (!text) continue;
    if (!pieces.has(text)) pieces.set(text, nodesOf(text));
    over(pieces.get(text), note);
  }
  lead();
}

export function markOf(address) {
  return document.getElementById(`in-text-${address}`);
}

function textOf({ dataset }) {
  if (dataset.footnote) return texts.find((text) => text.closest("li")?.id === dataset.footnote);
  return texts.find((text) => text.dataset.document === dataset.document);
}

function isPlain(words) {
  return !/[\ud800-\udfff]/.test(words);
}

function length(words) {
  return isPlain(words) ? words.length : [...words].length;
}

// The place in a string behind so many code points.
function units(words, count) {
  return isPlain(words) ? count : [...words].slice(0, count).join("").length;
}

// The text nodes, and the code points they begin and end at; what the archive supplied is no part of a text.
function nodesOf(text) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches("[data-supplied]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const found = [];
  let at = Number(text.dataset.start ?? 0);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    found.push({ node, start: at, end: (at += length(node.data)) });
  }
  return found;
}

function over(pieces, note) {
  const [start, end] = note.dataset.span.split("-").map(Number);
  let isFirst = true;
  for (let at = pieces.findIndex((piece) => piece.end > start); at >= 0 && pieces[at]?.start < end; at += 1) {
    at = cutTo(pieces, at, start, end);
    if (isBetweenBlocks(pieces[at].node)) continue;
    wrap(pieces[at].node, note, isFirst);
    isFirst = false;
  }
}

// Parts a node where a note begins or ends in it; gives the place of the part that is noted.
function cutTo(pieces, at, start, end) {
  const piece = pieces[at];
  if (piece.end > end) part(pieces, at, end);
  if (piece.start >= start) return at;
  part(pieces, at, start);
  return at + 1;
}

function part(pieces, at, where) {
  const { node, start, end } = pieces[at];
  const behind = node.splitText(units(node.data, where - start));
  pieces.splice(at, 1, { node, start, end: where }, { node: behind, start: where, end });
}

// White space right inside a table or a list: a mark may not stand there.
function isBetweenBlocks({ data, parentElement }) {
  return !data.trim() && parentElement.closest("table, ul") && !parentElement.closest("td, li");
}

function wrap(node, note, isFirst) {
  const mark = document.createElement("mark");
  mark.className = "editorial" in note.dataset ? "noted editorial" : "noted";
  mark.dataset.colour = note.dataset.colour;
  mark.dataset.note = note.id.slice("note-".length);
  if (isFirst) mark.id = `in-text-${mark.dataset.note}`;
  node.replaceWith(mark);
  mark.append(node);
}

// With scripts a highlight leads to its note; the first part of each is on the way of those who go by keys.
function lead() {
  for (const mark of document.querySelectorAll("mark.noted[id]")) {
    if (!document.getElementById(`note-${mark.dataset.note}`)) continue;
    mark.tabIndex = 0;
    mark.role = "link";
    mark.setAttribute("aria-description", "noted");
  }
}

function point(address) {
  for (const each of document.querySelectorAll(".pointed")) each.classList.remove("pointed");
  const note = document.getElementById(`note-${address}`);
  if (!note) return null;
  note.closest("details").open = true;
  note.classList.add("pointed");
  note.scrollIntoView({ block: "nearest" });
  return note;
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark.noted");
  if (mark && !event.target.closest("a") && getSelection().isCollapsed) point(mark.dataset.note);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("mark.noted")) return;
  event.preventDefault();
  point(event.target.dataset.note)?.querySelector("a, button")?.focus();
});
lead();
