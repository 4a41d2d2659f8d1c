// Downloads of many records: how far they are, a way to stop, and nothing is saved that broke off on its way.
// Without scripts the browser saves them as they come.

import { say } from "./clipboard.js";

const MOST = 50_000; // records; more than that the browser saves by itself, as it comes
const BEGINS = { ris: "TY  -", bib: "@", json: "{", csv: "" }; // how the first line of a record begins
const TOTAL = "X-Total-Count";
const BROKEN = "THIS FILE IS NOT WHOLE"; // stands at the end of a file that the archive could not finish
const TAIL = 500; // bytes

class Count {
  constructor(suffix) {
    this.begins = BEGINS[suffix];
    this.heads = suffix === "csv" ? 1 : 0;
    this.decoder = new TextDecoder();
    this.rest = "";
    this.lines = 0;
  }

  add(bytes) {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split("\n");
    this.rest = lines.pop();
    this.lines += lines.filter((line) => line.startsWith(this.begins)).length;
  }

  get records() {
    return Math.max(0, this.lines - this.heads);
  }
}

function bar(link) {
  const place = document.createElement("p");
  place.className = "progress";
  const progress = document.createElement("progress");
  const told = document.createElement("span");
  const stop = document.createElement("button");
  stop.type = "button";
  stop.textContent = "Stop";
  progress.ariaLabel = `Download of ${link.textContent}`;
  place.append(progress, told, stop);
  link.closest("p").after(place);
  return { place, progress, told, stop };
}

function save(whole, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(whole);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function receive(answer, count, { progress, told }) {
  const total = Number(answer.headers.get(TOTAL));
  const parts = [];
  progress.max = total;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    count.add(value);
    progress.value = count.records;
    told.textContent = `${count.records.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  }
  const whole = new Blob(parts, { type: answer.headers.get("Content-Type") });
  if ((await whole.slice(-TAIL).text()).includes(BROKEN)) throw new Error("It broke off.");
  return whole;
}

async function download(link) {
  const path = new URL(link.href).pathname;
  const count = new Count(path.split(".").pop());
  const shown = bar(link);
  const stopping = new AbortController();
  shown.stop.addEventListener("click", () => stopping.abort());
  shown.stop.focus();
  say("The download has begun.", { unseen: true });
  try {
    const answer = await fetch(link.href, { signal: stopping.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    save(await receive(answer, count, shown), path.split("/").pop());
    say(`${Number(answer.headers.get(TOTAL)).toLocaleString("en")} records were saved.`);
  } catch {
    const why = stopping.signal.aborted ? "was stopped" : "broke off";
    say(`The download ${why} after ${count.records.toLocaleString("en")} records; nothing was saved.`);
  } finally {
    shown.place.remove();
    link.focus();
  }
}

for (const link of document.querySelectorAll("[data-download]")) {
  link.addEventListener("click", (event) => {
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!isPlain || Number(link.dataset.download) > MOST) return;
    event.preventDefault();
    download(link);
  });
}
