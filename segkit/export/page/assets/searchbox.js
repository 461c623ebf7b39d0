// The search's dialog: hits by what they are, the best group and the best hit first.

const MOST_OF_A_KIND = 6;
const MOST_RESULTS = 60;
const AROUND = 70; // characters of context on each side of a match


const index = new Index(document.querySelectorAll("#cover, #content"));
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
const prepare = () => { if (!index.proceed(12)) whenIdle(prepare); };
whenIdle(prepare);

const searchBox = make("input", {
  type: "search", autocomplete: "off", spellcheck: false, placeholder: t("Search the guide"), id: "sk-search-box",
});
const resultList = make("div", { id: "sk-search-results", className: "sk-results" });
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

let results = []; // the hits on show, in order
let found = { hits: [], words: [] };
let chosen = -1;

function openSearch() {
  if (!dialog.open) dialog.showModal();
  searchBox.select();
  showResults();
}

function showResults() {
  found = index.find(searchBox.value);
  const groups = new Map();
  for (const hit of found.hits) {
    const [kind] = hit.kind;
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(hit);
  }
  results = [];
  resultList.replaceChildren(...[...groups].map(([kind, hits]) => groupOf(kind, hits, groups.size === 1)));
  searchBox.setAttribute("aria-expanded", String(results.length > 0));
  const count = found.hits.length;
  resultCount.textContent = searchBox.value.trim() === "" ? t("Type to search all sections, tables and details.")
    : count > results.length ? t(`${number.format(count)} results, the best ${results.length} shown`)
      : count === 1 ? t("1 result") : t(`${number.format(count)} results`);
  choose(results.length ? 0 : -1);
}

function groupOf(kind, hits, alone) {
  const shown = hits.slice(0, alone ? MOST_RESULTS : MOST_OF_A_KIND);
  const group = make("div", { className: "sk-result-group" },
    make("span", { className: "sk-result-kind", ariaHidden: "true" }, kind, make("small", {}, ` ${number.format(hits.length)}`)));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", kind);
  for (const { entry } of shown) {
    group.append(resultOf(entry, results.length));
    results.push(entry);
  }
  return group;
}

function resultOf(entry, position) {
  const { thing } = entry;
  const option = make("div", { id: `sk-result-${position}`, className: "sk-result" });
  if (thing.title) option.append(make("span", { className: "sk-result-name" }, ...excerpt(thing.title, found.words)));
  const said = entry.text === thing.title ? index.after(entry) : entry.text;
  const text = said.startsWith(thing.title) ? said.slice(thing.title.length).replace(/^ *·/, "").trim() : said;
  if (text) option.append(make("span", { className: "sk-result-text" }, ...excerpt(text, found.words)));
  option.append(make("span", { className: "sk-result-where" }, thing.section || t("Guide")));
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
  const options = resultList.querySelectorAll(".sk-result");
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
  const { words } = found;
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
  const last = results.length - 1;
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
