// Full-text search over the whole guide: every paragraph, row and detail, also what is folded away.

const MOST_RESULTS = 60;
const AROUND = 70; // characters of context on each side of a match
const HEADINGS = "h2, h3, h4, h5, h6";
const UNITS = `${HEADINGS}, p, li, tr, pre, dt, blockquote, figcaption > p`;
const SKIPPED = "svg, script, button, summary, .sk-tools, .sk-derived, .sk-anchor, .sk-narrow, .sk-permalink, .sk-tabbar, .sk-nothing, caption, thead";

const ASCII = /^[\x00-\x7f]*$/;
const folded = (text) => (ASCII.test(text) ? text.toLowerCase() : fold(text));

/** The words of an element, those of different parts kept apart. */
function wordsOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (
    node.nodeType === Node.ELEMENT_NODE && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (/^(TD|DD|DT|P|LI|DIV|BR|SUMMARY|TR|TH|UL|DETAILS)$/.test(node.nodeName) || node.className === "sk-event-about") text += " ";
  }
  return text.replace(/\s+/g, " ").trim();
}

const rowWords = (row) => [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ");

/** Walks the page once, in pieces, and remembers every unit of text with its section. */
class Index {
  constructor(root) {
    this.entries = [];
    this.trail = [];
    this.walk = this.units(root);
  }

  * units(parent, context = "") {
    for (const element of parent.children) {
      if (element.matches(SKIPPED)) continue;
      if (element.matches(HEADINGS)) {
        const level = Number(element.tagName[1]);
        this.trail = [...this.trail.filter((one) => one.level < level), { level, text: wordsOf(element) }];
        yield this.add(element, wordsOf(element), "", 3);
      } else if (element.matches(".sk-event:has(summary)")) {
        const summary = element.querySelector("summary");
        const name = (summary.querySelector(".sk-event-name, b") ?? summary).textContent.trim();
        yield this.add(element, wordsOf(summary), name, 2);
        yield* this.units(summary.parentElement, name);
      } else if (element.matches(".sk-item")) {
        yield this.add(element, wordsOf(element), wordsOf(element.querySelector("th") ?? element), 2);
      } else if (element.matches("tr")) {
        yield this.add(element, rowWords(element), context, 1);
      } else if (element.matches(UNITS) || (!element.childElementCount && element.textContent.trim())) {
        yield this.add(element, wordsOf(element), context, 0);
      } else {
        yield* this.units(element, context);
      }
    }
  }

  add(element, text, context, rank) {
    if (!text) return;
    const section = this.trail.map((one) => one.text).join(" › ");
    const name = folded(context || (rank === 3 ? text : ""));
    this.entries.push({ element, text, context, rank, section, name, all: folded(`${context} ${text}`) });
  }

  /** Works for `milliseconds`, or until everything is known; true when it is. */
  proceed(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (!this.done && performance.now() < end) {
      for (let step = 0; step < 50 && !this.done; step += 1) this.done = this.walk.next().done;
    }
    return this.done;
  }

  find(query) {
    const words = folded(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    this.proceed();
    const whole = words.join(" ");
    const hits = [];
    const seen = new Set(); // the same code in seven languages is one result
    for (let order = 0; order < this.entries.length; order += 1) {
      const entry = this.entries[order];
      if (!words.every((word) => entry.all.includes(word))) continue;
      const tabs = entry.element.closest(".sk-tabs");
      if (tabs && seen.has(tabs)) continue;
      if (tabs) seen.add(tabs);
      const named = entry.name === whole ? 40 : entry.name.startsWith(whole) ? 20 : entry.name.includes(whole) ? 10 : 0;
      hits.push({ entry, order, score: named + entry.rank + (entry.all.includes(whole) ? 5 : 0) });
    }
    return hits.sort((a, b) => b.score - a.score || a.order - b.order).map((hit) => hit.entry);
  }
}

// ---- the dialog

const index = new Index(document.getElementById("content"));
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
const prepare = () => { if (!index.proceed(12)) whenIdle(prepare); };
whenIdle(prepare);

const searchBox = make("input", {
  type: "search", autocomplete: "off", spellcheck: false, placeholder: t("Search the guide"), id: "sk-search-box",
});
const resultList = make("ul", { id: "sk-search-results", className: "sk-results" });
const resultCount = make("p", { className: "sk-results-count" });
const dialog = make("dialog", { className: "sk sk-search" },
  make("div", { className: "sk-search-head" }, searchBox,
    make("button", { type: "button", className: "sk-search-close", onclick: () => dialog.close() }, t("Close"))),
  resultCount, resultList,
  make("p", { className: "sk-search-keys" }, t("↑ ↓ to choose, Enter to go there, Esc to close")));
dialog.setAttribute("aria-label", t("Search the guide"));
for (const [name, value] of Object.entries({
  role: "combobox", "aria-label": t("Search the guide"), "aria-expanded": "false", "aria-autocomplete": "list",
  "aria-controls": resultList.id,
})) searchBox.setAttribute(name, value);
resultList.setAttribute("role", "listbox");
resultList.setAttribute("aria-label", t("Results"));
resultCount.setAttribute("role", "status");
document.body.append(dialog);

const searchButton = make("button", { type: "button", className: "sk-search-open" },
  make("span", {}, t("Search")), make("kbd", { ariaHidden: "true" }, "/"));
searchButton.setAttribute("aria-label", t("Search the guide"));
searchButton.setAttribute("aria-keyshortcuts", "/");
searchButton.addEventListener("click", openSearch);
tools.prepend(searchButton);

let results = [];
let chosen = -1;

function openSearch() {
  if (!dialog.open) dialog.showModal();
  searchBox.select();
  showResults();
}

function showResults() {
  results = index.find(searchBox.value);
  const shown = results.slice(0, MOST_RESULTS);
  resultList.replaceChildren(...shown.map(resultOf));
  searchBox.setAttribute("aria-expanded", String(shown.length > 0));
  resultCount.textContent = searchBox.value.trim() === "" ? t("Type to search all sections, tables and details.")
    : results.length > shown.length ? t(`${number.format(results.length)} results, the best ${shown.length} shown`)
      : results.length === 1 ? t("1 result") : t(`${number.format(results.length)} results`);
  choose(shown.length ? 0 : -1);
}

function resultOf(entry, position) {
  const option = make("li", { id: `sk-result-${position}`, className: "sk-result" },
    make("span", { className: "sk-result-where" }, entry.section || t("Guide")));
  const words = folded(searchBox.value).split(/\s+/).filter(Boolean);
  const name = entry.context || (entry.rank === 3 ? entry.text : "");
  if (name) option.append(make("span", { className: "sk-result-name" }, ...excerpt(name, words)));
  const text = entry.text.startsWith(name) ? entry.text.slice(name.length).trim() : entry.text;
  if (text) option.append(make("span", { className: "sk-result-text" }, ...excerpt(text, words)));
  option.setAttribute("role", "option");
  option.addEventListener("click", () => goTo(entry));
  return option;
}

/** Where the words are in the text, accents aside; positions are those of the text as it is. */
function placesOf(text, words) {
  const characters = [...text];
  const starts = [];
  let plain = "";
  let at = 0;
  for (const character of characters) {
    const letters = folded(character);
    for (let n = 0; n < letters.length; n += 1) starts.push(at);
    plain += letters;
    at += character.length;
  }
  starts.push(text.length);
  const found = [];
  for (const word of words) {
    for (let from = plain.indexOf(word); from >= 0 && found.length < 200; from = plain.indexOf(word, from + word.length)) {
      found.push([starts[from], starts[from + word.length]]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.filter(([start], n) => !n || start >= found[n - 1][1]);
}

function excerpt(text, words) {
  const places = placesOf(text.slice(0, 5000), words);
  const first = places.length ? places[0][0] : 0;
  const from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
  const to = Math.min(text.length, from + 3 * AROUND);
  const pieces = from > 0 ? ["… "] : [];
  let at = from;
  for (const [start, end] of places) {
    if (start < at || end > to) continue;
    pieces.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  pieces.push(text.slice(at, to), to < text.length ? " …" : "");
  return pieces;
}

function choose(position) {
  const options = resultList.children;
  options[chosen]?.removeAttribute("aria-selected");
  chosen = position;
  const option = options[position];
  if (!option) { searchBox.removeAttribute("aria-activedescendant"); return; }
  option.setAttribute("aria-selected", "true");
  searchBox.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

/** Unfolds whatever hides the place, goes there, and marks it. */
function goTo(entry) {
  const { element } = entry;
  const words = folded(searchBox.value).split(/\s+/).filter(Boolean);
  dialog.close();
  const id = element.closest("[id]")?.id;
  if (id) {
    history.pushState(null, "", `#${encodeURIComponent(id)}`);
    views.some((view) => view.reveal(id));
  }
  for (let up = element; up; up = up.parentElement) if (up.localName === "details") up.open = true;
  const tab = element.closest(".sk-tab[hidden]");
  if (tab) [...tab.parentElement.querySelectorAll("[role=tab]")].find((one) => one.getAttribute("aria-controls") === tab.id)?.click();
  const target = element.matches(".sk-item") ? element.querySelector("tr, summary") ?? element : element;
  target.scrollIntoView({ block: element.matches(HEADINGS) ? "start" : "center" });
  if (!target.matches("summary, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  markFound(element, words);
}

function markFound(element, words) {
  if (!window.Highlight) return;
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const [start, end] of placesOf(walker.currentNode.data, words)) {
      const range = new Range();
      range.setStart(walker.currentNode, start);
      range.setEnd(walker.currentNode, end);
      ranges.push(range);
    }
  }
  CSS.highlights.set("sk-found", new Highlight(...ranges));
}

searchBox.addEventListener("input", showResults);
searchBox.addEventListener("keydown", (event) => {
  const last = resultList.children.length - 1;
  if (event.key === "ArrowDown") choose(chosen >= last ? 0 : chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen <= 0 ? last : chosen - 1);
  else if (event.key === "Enter" && results[chosen]) goTo(results[chosen]);
  else if (event.key === "Escape") dialog.close();
  else return;
  event.preventDefault();
});
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
window.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const palette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!slash && !palette) return;
  event.preventDefault();
  event.stopPropagation();
  openSearch();
}, { capture: true });
