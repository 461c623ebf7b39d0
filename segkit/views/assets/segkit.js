// What a view can do once a script runs: search, filter, sort, open details, pick a code tab, copy.
//
// One module for two places. An exported page inlines it and calls enhance(document, {page: true});
// a widget uses the default export, which is anywidget's interface. Everything works on the static
// HTML of segkit.views, and nothing here is needed to read it. No network, no eval, no inline styles.

const MANY_VALUES = 25; // a filter with more choices than this is no help
const WIDE = 1200; // pixels from which columns of low rank have room
const LANGUAGE_KEY = "segkit.language";

/** Lower case, without accents: "Café" is found by "cafe". */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const number = new Intl.NumberFormat("en");

/** An element with properties (not attributes) and children. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

/** The items of one view: rows of a table, or the sections of a list. */
class Items {
  constructor(host, { state = {}, onchange = () => {}, page = false } = {}) {
    this.host = host;
    this.page = page;
    this.onchange = onchange;
    this.state = { query: "", sort_column: "", sort_descending: false, filters: {}, selected: "" };
    this.items = [...host.querySelectorAll(".sk-item")].map((element, index) => ({ element, index }));
    this.table = host.querySelector(":scope > .sk-scroll > table.sk-grid");
    this.columns = this.table ? this.readColumns() : [];
    this.host.classList.add("sk-live");
    this.addTools();
    this.items.forEach((item) => this.addOpener(item));
    this.listen();
    this.set(state, { silent: true });
  }

  readColumns() {
    return [...this.table.tHead.rows[0].cells].map((head, index) => {
      const column = { key: head.dataset.col, title: head.textContent.trim(), head, index };
      const button = make("button", { type: "button", className: "sk-sort" }, column.title);
      button.addEventListener("click", () => this.sortBy(column.key));
      head.replaceChildren(button);
      head.dataset.title = column.title; // for paper, where the button is not shown
      return column;
    });
  }

  // ---- tools above the items

  addTools() {
    const { one, many } = this.host.dataset;
    this.search = make("input", {
      type: "search", autocomplete: "off", spellcheck: false, placeholder: `Search ${many}`,
    });
    this.search.addEventListener("input", () => this.set({ query: this.search.value }));
    const key = this.page ? " (press / to get here)" : "";
    this.tools = make("div", { className: "sk-tools" },
      make("label", { className: "sk-find" }, `Search ${many}${key}`, this.search));
    this.tools.setAttribute("role", "group");
    this.tools.setAttribute("aria-label", `Search and filter ${many}`);
    this.selects = new Map();
    for (const column of this.columns) this.addFilter(column);
    if (this.columns.length) this.addSortChoice();
    else this.addOpenAll();
    this.count = make("p", { className: "sk-count" });
    this.count.setAttribute("role", "status");
    this.count.setAttribute("aria-live", "polite");
    this.tools.append(this.count);
    this.nothing = make("p", { className: "sk-nothing", hidden: true },
      `No ${one} matches. Press Esc in the search box to see all ${many} again.`);
    this.host.prepend(this.tools);
    this.host.append(this.nothing);
  }

  addFilter(column) {
    if (column.head.dataset.filter === undefined) return;
    const values = new Set();
    for (const item of this.items) for (const value of this.valuesOf(item, column)) values.add(value);
    if (values.size < 2 || values.size > MANY_VALUES) return;
    const select = make("select", {}, make("option", { value: "" }, "All"));
    for (const value of [...values].sort(collator.compare)) {
      select.append(make("option", { value }, value || "(empty)"));
    }
    select.addEventListener("change", () => {
      this.set({ filters: { ...this.state.filters, [column.key]: select.value } });
    });
    this.selects.set(column.key, select);
    this.tools.append(make("label", {}, column.title, select));
  }

  addSortChoice() {
    this.sortChoice = make("select", {}, make("option", { value: "" }, "As written"));
    for (const column of this.columns) {
      this.sortChoice.append(make("option", { value: column.key }, column.title));
    }
    this.sortChoice.addEventListener("change", () => {
      this.set({ sort_column: this.sortChoice.value, sort_descending: false });
    });
    this.tools.append(make("label", { className: "sk-sortby" }, "Sort by", this.sortChoice));
  }

  addOpenAll() {
    const every = () => this.visible().map((item) => item.element.querySelector("details"));
    const allOpen = () => every().every((details) => details.open);
    const button = make("button", { type: "button" });
    const name = () => { button.textContent = allOpen() ? "Close all" : "Open all"; };
    button.addEventListener("click", () => {
      const open = !allOpen();
      for (const details of every()) details.open = open;
    });
    this.host.addEventListener("toggle", name, { capture: true }); // toggle does not bubble
    name();
    this.tools.append(button);
  }

  // ---- one item

  valuesOf(item, column) {
    item.values ??= [];
    return (item.values[column.index] ??= (() => {
      const cell = item.element.rows[0].cells[column.index];
      const marked = [...cell.querySelectorAll(".sk-v")];
      return (marked.length ? marked : [cell]).map((part) => part.textContent.trim());
    })());
  }

  sortValue(item, column) {
    item.sorts ??= [];
    return (item.sorts[column.index] ??= (() => {
      const cell = item.element.rows[0].cells[column.index];
      return cell.dataset.sort ?? (cell.querySelector(".sk-none") ? "" : cell.textContent.trim());
    })());
  }

  addOpener(item) {
    const { element } = item;
    if (!this.table || !element.querySelector(".sk-more")) return;
    const summary = element.querySelector("summary");
    item.opener = make("button", { type: "button", className: "sk-open", tabIndex: item.index ? -1 : 0 });
    item.opener.setAttribute("aria-expanded", "false");
    item.opener.setAttribute("aria-label", summary.textContent.trim());
    element.rows[0].cells[0].prepend(item.opener);
  }

  select(id) {
    this.set({ selected: this.state.selected === id ? "" : id });
  }

  /** Makes an item visible, whatever is filtered, and opens it. */
  reveal(id) {
    const item = this.items.find((one) => one.element.id === id);
    if (!item) return false;
    if (item.element.hidden) this.set({ query: "", filters: {} });
    const details = item.element.querySelector("details");
    if (this.table) this.set({ selected: id });
    else if (details) details.open = true;
    item.element.scrollIntoView({ block: "nearest" });
    return true;
  }

  // ---- gestures

  listen() {
    this.host.addEventListener("click", (event) => this.clicked(event));
    this.host.addEventListener("keydown", (event) => this.keyed(event));
    this.host.addEventListener("focusin", (event) => {
      if (event.target.classList?.contains("sk-open")) this.rove(event.target);
    });
    if (!this.table) return;
    let width;
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === width) return;
      width = contentRect.width;
      this.thaw();
      this.host.classList.toggle("sk-wide", width >= WIDE);
    }).observe(this.host);
  }

  clicked(event) {
    const row = event.target.closest("tr");
    const item = row?.closest(".sk-item");
    if (!item || row !== item.firstElementChild || !item.querySelector(".sk-open")) return;
    if (event.target.closest("a, input, select, summary, button:not(.sk-open)")) return;
    if (!event.target.closest(".sk-open") && !getSelection().isCollapsed) return; // text is being copied
    this.select(item.id);
  }

  keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (this.state.selected && event.target !== this.search) this.set({ selected: "" });
      else if (this.filtered()) this.set({ query: "", filters: {} });
      else return;
    } else if (event.key === "/" && !typing) {
      this.search.focus();
    } else if (event.key === "ArrowDown" && event.target === this.search) {
      this.visible()[0]?.opener?.focus();
    } else if (event.target.classList.contains("sk-open")) {
      if (!this.move(event)) return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Arrow keys, Home and End among the rows; true when the key was one of them. */
  move(event) {
    const visible = this.visible();
    const here = visible.findIndex((item) => item.opener === event.target);
    const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: visible.length - 1 }[event.key];
    if (there === undefined) return false;
    if (there < 0) this.search.focus();
    else visible[Math.min(there, visible.length - 1)].opener?.focus();
    return true;
  }

  /** Only one row is in the tab order: the one that had the focus last. */
  rove(opener) {
    if (this.roving && this.roving !== opener) this.roving.tabIndex = -1;
    else this.items.forEach((item) => { if (item.opener) item.opener.tabIndex = -1; });
    opener.tabIndex = 0;
    this.roving = opener;
  }

  sortBy(key) {
    const { sort_column: column, sort_descending: descending } = this.state;
    if (column !== key) this.set({ sort_column: key, sort_descending: false });
    else if (!descending) this.set({ sort_descending: true });
    else this.set({ sort_column: "", sort_descending: false });
  }

  // ---- state to screen

  filtered() {
    return this.state.query !== "" || Object.values(this.state.filters).some(Boolean);
  }

  visible() {
    return this.order().filter((item) => !item.element.hidden);
  }

  order() {
    const column = this.columns.find((one) => one.key === this.state.sort_column);
    if (!column) return this.items;
    const sign = this.state.sort_descending ? -1 : 1;
    const key = `${column.key} ${sign}`;
    if (this.sortedKey !== key) {
      this.sortedKey = key;
      this.sorted = [...this.items].sort((a, b) => {
        const [left, right] = [this.sortValue(a, column), this.sortValue(b, column)];
        if (!left !== !right) return left ? -1 : 1; // rows without a value come last, both ways
        return sign * collator.compare(left, right) || a.index - b.index;
      });
    }
    return this.sorted;
  }

  /** Takes over a part of the state, shows it, and tells the listener what really changed. */
  set(change, { silent = false } = {}) {
    const before = this.state;
    const changed = Object.fromEntries(Object.entries(change).filter(
      ([key, value]) => key in before && JSON.stringify(before[key]) !== JSON.stringify(value)));
    if (changed.filters) {
      changed.filters = Object.fromEntries(Object.entries(changed.filters).filter(([, value]) => value));
    }
    this.state = { ...before, ...changed };
    if ("query" in changed || "filters" in changed || !this.drawn) this.showMatches();
    if ("sort_column" in changed || "sort_descending" in changed) this.showOrder();
    if ("selected" in changed) this.showSelected(before.selected);
    this.drawn = true;
    if (!silent && Object.keys(changed).length) this.onchange(changed, this.state);
  }

  showMatches() {
    const { query, filters } = this.state;
    if (this.search.value !== query) this.search.value = query;
    for (const [key, select] of this.selects) select.value = filters[key] ?? "";
    const words = fold(query).split(/\s+/).filter(Boolean);
    const wanted = this.columns.filter((column) => filters[column.key]);
    if (words.length || wanted.length) this.freeze();
    let shown = 0;
    for (const item of this.items) {
      if (words.length) item.text ??= fold(item.element.textContent);
      const hit = words.every((word) => item.text.includes(word))
        && wanted.every((column) => this.valuesOf(item, column).includes(filters[column.key]));
      shown += hit;
      if (item.element.hidden === hit) item.element.hidden = !hit;
    }
    this.nothing.hidden = shown > 0;
    this.showCount(shown);
    this.keepInTabOrder();
  }

  showCount(shown) {
    const total = this.items.length;
    const noun = total === 1 ? this.host.dataset.one : this.host.dataset.many;
    const text = this.filtered()
      ? `${number.format(shown)} of ${number.format(total)} ${noun}` : `${number.format(total)} ${noun}`;
    if (this.count.textContent !== text) this.count.textContent = text;
  }

  /** After filtering, the row in the tab order may be hidden: the first visible one takes over. */
  keepInTabOrder() {
    const first = this.visible().find((item) => item.opener);
    if (first && (!this.roving || this.roving.closest(".sk-item").hidden)) this.rove(first.opener);
  }

  showOrder() {
    const { sort_column: key, sort_descending: descending } = this.state;
    for (const { key: one, head } of this.columns) {
      if (one === key) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    if (this.sortChoice) this.sortChoice.value = key;
    const fragment = document.createDocumentFragment();
    fragment.append(...this.order().map((item) => item.element));
    (this.table ?? this.host.querySelector(".sk-list")).append(fragment);
  }

  showSelected(previous) {
    for (const [id, open] of [[previous, false], [this.state.selected, true]]) {
      const item = id && this.items.find((one) => one.element.id === id);
      if (!item?.opener) continue;
      item.element.classList.toggle("sk-chosen", open);
      item.opener.setAttribute("aria-expanded", String(open));
      item.element.querySelector(".sk-more details").open = open;
      if (open) this.rove(item.opener);
      if (open && this.page && this.drawn) history.replaceState(history.state, "", `#${encodeURIComponent(id)}`);
    }
  }

  /** Keeps the columns from jumping while rows come and go; also spares the browser measuring. */
  freeze() {
    if (this.frozen || !this.table || !this.table.clientWidth) return;
    if (getComputedStyle(this.table.tHead).display === "none") return;
    const widths = this.columns.map(({ head }) => head.getBoundingClientRect().width);
    const total = this.table.getBoundingClientRect().width;
    this.columns.forEach(({ head }, index) => { head.style.width = `${widths[index]}px`; });
    this.table.style.width = `${total}px`;
    this.table.style.tableLayout = "fixed";
    this.frozen = true;
  }

  thaw() {
    if (!this.frozen) return;
    for (const { head } of this.columns) head.style.removeProperty("width");
    this.table.style.removeProperty("width");
    this.table.style.removeProperty("table-layout");
    this.frozen = false;
  }
}

// ---- code: copy buttons, and one tab for each language

function storedLanguage() {
  try { return localStorage.getItem(LANGUAGE_KEY); } catch { return null; } // storage may be forbidden
}

function storeLanguage(language) {
  try { localStorage.setItem(LANGUAGE_KEY, language); } catch { /* the choice lasts for this page then */ }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no permission, or an old browser: the way that always worked
    const area = make("textarea", { value: text, className: "sk-sr" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function addCopyButton(block) {
  if (block.querySelector(".sk-copy")) return;
  const button = make("button", { type: "button", className: "sk-copy" }, "Copy");
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copy(block.querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  });
  block.append(button);
}

const tabGroups = new Set();

function addTabs(host) {
  if (host.classList.contains("sk-live")) return;
  const panels = [...host.querySelectorAll(":scope > .sk-tab")];
  if (panels.length < 2) return;
  const bar = make("div", { className: "sk-tabbar" });
  bar.setAttribute("role", "tablist");
  bar.setAttribute("aria-label", host.dataset.label || "Language");
  const group = { host, panels, tabs: panels.map((panel) => addTab(panel, bar)) };
  group.choose = (language) => {
    const index = panels.findIndex((panel) => panel.dataset.language === language);
    if (index < 0) return false;
    panels.forEach((panel, i) => {
      panel.hidden = i !== index;
      group.tabs[i].setAttribute("aria-selected", String(i === index));
      group.tabs[i].tabIndex = i === index ? 0 : -1;
    });
    return true;
  };
  bar.addEventListener("click", (event) => pickTab(group, event.target.closest("[role=tab]")));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = group.tabs.indexOf(event.target);
    const next = group.tabs[(here + step + group.tabs.length) % group.tabs.length];
    pickTab(group, next);
    next.focus();
    event.preventDefault();
  });
  host.prepend(bar);
  host.classList.add("sk-live");
  tabGroups.add(group);
  if (!group.choose(storedLanguage())) group.choose(panels[0].dataset.language);
}

function addTab(panel, bar) {
  const heading = panel.querySelector(".sk-tabname");
  const tab = make("button", { type: "button" }, heading.textContent.trim());
  tab.setAttribute("role", "tab");
  if (panel.id) tab.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-label", heading.textContent.trim());
  bar.append(tab);
  return tab;
}

/** A choice counts for every group that has the language; the chosen tab stays where it is on screen. */
function pickTab(group, tab) {
  if (!tab) return;
  const { language } = group.panels[group.tabs.indexOf(tab)].dataset;
  const before = tab.getBoundingClientRect().top;
  for (const other of tabGroups) {
    if (other.host.isConnected) other.choose(language);
    else tabGroups.delete(other);
  }
  window.scrollBy(0, tab.getBoundingClientRect().top - before);
  storeLanguage(language);
}

// ---- the two ways in

/**
 * Makes the views below `root` live.
 *
 * Options: `page` (an exported document: `/` works everywhere, addresses follow the chosen row),
 * `state` and `onchange(changed, state)` for the one table of a widget.
 * Returns one object per searchable view, with `state`, `set(change)` and `reveal(id)`.
 */
export function enhance(root, options = {}) {
  const views = [...root.querySelectorAll("[data-sk-table]:not(.sk-live)")]
    .map((host) => new Items(host, options));
  root.querySelectorAll(".sk-tabs").forEach(addTabs);
  root.querySelectorAll(".sk-code").forEach(addCopyButton);
  if (options.page) listenToPage(views);
  return views;
}

function listenToPage(views) {
  const follow = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a stray % is part of the id */ }
    if (id) views.some((view) => view.reveal(id));
  };
  window.addEventListener("hashchange", follow);
  follow();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const nearest = views.map((view) => ({ view, box: view.host.getBoundingClientRect() }))
      .find(({ box }) => box.bottom > 80 && box.top < window.innerHeight);
    if (!nearest) return;
    event.preventDefault();
    nearest.view.search.focus();
  });
}

const SYNCED = ["query", "sort_column", "sort_descending", "filters", "selected"];

function render({ model, el }) {
  el.classList.add("sk-widget");
  // JupyterLab hears keys before the widget does: plain ones are the widget's, combinations
  // such as save stay JupyterLab's. The window hears them before either; the mark has to be on
  // the focused element itself, because JupyterLab asks from there upwards.
  const share = ({ target, ctrlKey, metaKey }) => {
    if (!el.contains(target)) return;
    if (ctrlKey || metaKey) delete target.dataset.lmSuppressShortcuts;
    else target.dataset.lmSuppressShortcuts = "true";
  };
  window.addEventListener("keydown", share, true);
  let view;
  const read = () => Object.fromEntries(SYNCED.map((name) => [name, model.get(name)]));
  const save = (changed) => {
    for (const [name, value] of Object.entries(changed)) model.set(name, value);
    model.save_changes();
  };
  const draw = () => {
    el.innerHTML = model.get("html"); // escaped by segkit.views
    [view] = enhance(el, { state: read(), onchange: save });
  };
  const follow = () => view?.set(read(), { silent: true });
  model.on("change:html", draw);
  for (const name of SYNCED) model.on(`change:${name}`, follow);
  draw();
  return () => {
    window.removeEventListener("keydown", share, true);
    model.off("change:html", draw);
    for (const name of SYNCED) model.off(`change:${name}`, follow);
  };
}

export default { render };
