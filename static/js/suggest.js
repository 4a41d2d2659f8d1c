// Suggest: places, actors, file numbers and documents while one types; Enter alone still searches for the words.
// The keys are those of the ARIA combobox with list autocompletion: nothing is chosen until one goes to it.

const PAUSE = 120; // milliseconds without a key before the archive is asked
const SHORTEST = 2; // letters that are worth it
const KINDS = { place: "Places", actor: "Persons, offices, bodies", file: "Files", document: "Documents" };

let made = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class Suggesting {
  constructor(input) {
    this.input = input;
    this.name = `suggestions-${++made}`;
    this.options = [];
    this.active = -1;
    this.list = element("div", { class: "suggestions", role: "listbox", id: this.name, "aria-label": "Suggestions", hidden: "" });
    this.said = element("p", { class: "unseen", role: "status" });
    const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.name };
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
    input.parentElement.classList.add("suggesting");
    input.parentElement.append(this.list, this.said);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => event.isComposing || this.wait());
    this.input.addEventListener("compositionend", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role='option']"), event));
    addEventListener("pagehide", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  wait() {
    this.forget();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  forget() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  async ask() {
    this.asking = new AbortController();
    const { signal } = this.asking;
    const address = new URL(this.input.dataset.suggest, location);
    address.searchParams.set("q", this.input.value.trim());
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok) return this.close();
      const { suggestions } = await answer.json();
      if (!signal.aborted && document.activeElement === this.input) this.show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // no network: the search itself will say so
    }
  }

  show(suggestions) {
    const groups = Object.keys(KINDS).map((kind) => this.group(kind, suggestions.filter((one) => one.kind === kind)));
    this.list.replaceChildren(...groups.filter(Boolean));
    this.options = [...this.list.querySelectorAll("[role='option']")];
    this.options.forEach((option, number) => (option.id = `${this.name}-${number}`));
    this.goTo(-1);
    this.open(this.options.length > 0);
    this.list.scrollTop = 0;
    const count = this.options.length;
    this.said.textContent = count ? `${count} suggestion${count > 1 ? "s" : ""}` : "No suggestions";
  }

  group(kind, some) {
    if (!some.length) return null;
    const label = element("div", { class: "kind", id: `${this.name}-${kind}`, role: "presentation" }, KINDS[kind]);
    return element("div", { role: "group", "aria-labelledby": label.id }, label, ...some.map((one) => this.option(one)));
  }

  option({ text, detail, url }) {
    const parts = [element("span", {}, text), " ", element("span", { class: "meta" }, detail)];
    const option = element("div", { role: "option", "aria-selected": "false" }, ...parts);
    option.dataset.address = url;
    return option;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", isOpen);
  }

  close() {
    this.forget();
    this.goTo(-1);
    this.open(false);
    this.said.textContent = "";
  }

  goTo(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  follow(option, event) {
    if (!option) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      open(option.dataset.address, "_blank", "noopener");
      return;
    }
    this.close();
    location.assign(option.dataset.address);
  }

  press(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.ctrlKey && !event.metaKey) this.move(step, event);
    else if (event.key === "Escape" && this.isOpen) this.leave(event);
    else if (event.key === "Enter" && this.active >= 0) this.follow(this.options[this.active], event);
    else if (["Enter", "Tab"].includes(event.key)) this.close();
    else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) this.goTo(-1);
  }

  move(step, event) {
    if (!this.options.length) return;
    event.preventDefault();
    if (!this.isOpen) this.open(true);
    if (event.altKey) return step < 0 ? this.close() : undefined;
    const places = this.options.length + 1; // the field itself is one of them
    this.goTo(((this.active + 1 + step + places) % places) - 1);
  }

  leave(event) {
    event.preventDefault(); // a second Escape empties the field
    this.close();
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggesting(input);
