// One searchable view: a table, or a list of sections such as the planned events.
//
// State goes one way: set() takes a change, works out which rows match in which order, and shows
// a window of them. Small views show every match. Of a large one only a window is on screen, so
// that a key stroke costs the same for 200 rows and for 20,000: it grows as one scrolls.

const WIDE = 1200; // pixels from which columns of low rank have room
const STEP = 100; // rows that a window grows by
const WINDOWED = { page: 2000, live: 300 }; // rows from which there is a window
const idle = (work) => (window.requestIdleCallback ?? setTimeout)(work);
const number = new Intl.NumberFormat(t("en"));

class Table extends Tools {
  constructor(host, { rows, state = {}, onchange = () => {}, page = false, keeps = false } = {}) {
    super();
    this.host = host;
    this.page = page;
    this.keeps = keeps;
    this.onchange = onchange;
    this.state = {
      query: "", sort_column: "", sort_descending: false, filters: {}, selected: "", kept: false, problem: "", said: "",
    };
    this.table = host.querySelector(":scope > .sk-scroll > table.sk-grid");
    this.body = this.table ?? host.querySelector(":scope > .sk-list");
    // a page and a small widget hold every row; a large widget makes elements when they are needed
    this.attached = !rows || rows.length <= WINDOWED.live;
    this.rows = rows ? rows.map((html, index) => new Row(index, { html }))
      : [...host.querySelectorAll(".sk-item")].map((element, index) => new Row(index, { element }));
    this.windowed = this.rows.length > WINDOWED[this.attached ? "page" : "live"];
    this.shown = this.attached ? this.rows : [];
    if (rows && this.attached) {
      this.makeElements(this.rows);
      this.body.append(...this.rows.map((row) => row.element));
    }
    this.columns = this.table ? this.readColumns() : this.readFilters();
    host.classList.add("sk-live");
    host.classList.toggle("sk-windowed", this.windowed && !this.attached);
    this.addTools();
    this.listen();
    this.set(state, { silent: true });
    if (this.columns.length) this.whenIdle(() => this.addFilters());
    if (this.rows.length > WINDOWED.live) this.readAhead(0);
  }

  /** Reads the rows in the browser's spare moments, so that the first letter is quick too. */
  readAhead(next) {
    idle((deadline) => {
      let at = next;
      do this.rows[at].text; while (++at < this.rows.length && (at % 20 || deadline?.timeRemaining() > 2));
      if (at < this.rows.length && this.host.isConnected) this.readAhead(at);
    });
  }

  /** At once where it costs nothing, else when the browser has nothing better to do. */
  whenIdle(work) {
    if (this.rows.length <= WINDOWED.live) work();
    else idle(() => { if (this.host.isConnected) work(); });
  }

  // ---- one row

  /** What a row gets when it is shown for the first time. */
  dress(row) {
    if (row.dressed) return;
    row.dressed = true;
    const { element } = row;
    if (!this.table) {
      if (element.querySelector(":scope > details").open) this.nameRegion(element);
      const { one } = this.host.dataset;
      const self = make("a", { href: `#${element.id}` }, t(`Link to this ${one}`));
      element.firstElementChild.append(make("p", { className: "sk-self" }, self));
      return;
    }
    const [first, ...others] = element.rows[0].cells;
    const name = plain(row.body(0));
    if (element.id) {
      const anchor = make("a", { className: "sk-anchor", href: `#${element.id}` }, "#");
      anchor.setAttribute("aria-label", t(`Link to ${name}`));
      first.insertBefore(anchor, first.querySelector(":scope > .sk-narrow"));
    }
    others.forEach((cell, index) => { cell.dataset.label = this.columns[index + 1]?.title ?? ""; });
    row.focus = first;
    first.tabIndex = -1;
    if (!element.querySelector(":scope > .sk-more")) return;
    first.removeAttribute("tabindex");
    first.classList.add("sk-opens");
    first.parentElement.classList.add("sk-opening");
    row.focus = make("button", { type: "button", className: "sk-open", tabIndex: -1 });
    row.focus.setAttribute("aria-expanded", "false");
    row.focus.setAttribute("aria-label", t(`More about ${name}`));
    first.prepend(row.focus);
    if (this.state.selected === row.id) this.open(row, true);
  }

  /** What scrolls sideways in an open section can be reached by keyboard, and has a name. */
  nameRegion(section) {
    const scroll = section.querySelector(".sk-scroll");
    if (!scroll || scroll.role === "group") return;
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "group"); // no landmark: there are thousands
    const title = section.querySelector("summary b").textContent;
    scroll.setAttribute("aria-label", t(`${this.host.dataset.parts} of ${title}`));
  }

  /** What takes the focus for a row. */
  target(row) {
    return this.table ? row.focus : row.element.querySelector("summary");
  }

  open(row, open) {
    if (!row.element || !row.focus?.classList.contains("sk-open")) return;
    row.element.classList.toggle("sk-chosen", open);
    row.focus.setAttribute("aria-expanded", String(open));
    const details = row.element.querySelector(".sk-more > td > details");
    if (details) details.open = open;
    if (open) this.rove(row.focus);
  }

  select(id) {
    this.set({ selected: this.state.selected === id ? "" : id });
  }

  /** Makes a row visible, whatever is filtered, and opens it. */
  reveal(id) {
    const place = document.getElementById(id);
    const row = this.rows.find((one) => one.id === id) ?? this.rows.find(({ element }) => place && element?.contains(place));
    if (!row) return false;
    for (let up = this.host; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    if (!this.matches.includes(row)) this.set({ query: "", filters: {} });
    this.bring(this.matches.indexOf(row));
    const details = row.element.querySelector("details");
    if (this.table) this.set({ selected: row.id });
    else if (details) details.open = true;
    (row.id === id ? row.element : place).scrollIntoView({ block: "nearest" });
    return true;
  }

  // ---- gestures

  listen() {
    this.host.addEventListener("click", (event) => this.clicked(event));
    this.host.addEventListener("keydown", (event) => this.keyed(event));
    this.host.addEventListener("focusin", (event) => {
      if (event.target.matches(".sk-open, .sk-item > tr > th")) this.rove(event.target);
    });
    if (this.windowed) {
      window.addEventListener("beforeprint", () => this.show(0, this.matches.length));
      window.addEventListener("afterprint", () => this.show(0, STEP));
    }
    if (!this.table) {
      this.host.addEventListener("toggle", ({ target }) => this.nameRegion(target), { capture: true });
      return;
    }
    let width;
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === width) return;
      width = contentRect.width;
      this.thaw();
      this.host.classList.toggle("sk-wide", width >= WIDE);
      if (this.windowed) this.freeze();
    }).observe(this.host);
  }

  clicked(event) {
    const line = event.target.closest("tr");
    const item = line?.closest(".sk-item");
    if (!this.table || !item || line !== item.firstElementChild || !item.querySelector(".sk-open")) return;
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
      this.focusOn(0);
    } else if (typing || !this.move(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Arrow keys, Home, End and whole pages among the rows; true when the key was one of them. */
  move(event) {
    const item = event.target.closest(".sk-item");
    const here = this.shown.findIndex((row) => row.element === item && this.target(row) === event.target);
    if (here < 0) return false;
    const place = this.from + here;
    const last = this.matches.length - 1;
    const there = {
      ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + 10, PageUp: Math.max(place - 10, 0), Home: 0, End: last,
    }[event.key];
    if (there === undefined) return false;
    if (there < 0) this.search.focus();
    else this.focusOn(Math.min(there, last));
    return true;
  }

  focusOn(place) {
    if (!this.matches.length) return;
    this.bring(place);
    this.target(this.matches[place]).focus();
  }

  /** Only one row is in the tab order: the one that had the focus last. */
  rove(target) {
    if (!this.table) return;
    if (this.roving && this.roving !== target) this.roving.tabIndex = -1;
    target.tabIndex = 0;
    this.roving = target;
  }

  sortBy(key) {
    const { sort_column: column, sort_descending: descending } = this.state;
    if (column !== key) this.set({ sort_column: key, sort_descending: false });
    else if (!descending) this.set({ sort_descending: true });
    else this.set({ sort_column: "", sort_descending: false });
  }

  // ---- state to screen

  /** Takes over a part of the state, shows it, and tells the listener what really changed. */
  set(change, { silent = false } = {}) {
    const before = this.state;
    const changed = Object.fromEntries(Object.entries(change).filter(
      ([key, value]) => key in before && JSON.stringify(before[key]) !== JSON.stringify(value)));
    if (changed.filters) {
      changed.filters = Object.fromEntries(Object.entries(changed.filters).filter(([, value]) => value));
    }
    this.state = { ...before, ...changed };
    const first = !this.matches;
    if (first || ["query", "filters", "sort_column", "sort_descending"].some((key) => key in changed)) this.draw(first);
    if ("selected" in changed) this.showSelected(before.selected, first);
    this.awaitKept?.(changed, silent);
    if (!silent && Object.keys(changed).length) this.onchange(changed, this.state);
  }

  draw(first) {
    const { query, filters, sort_column: key, sort_descending: descending } = this.state;
    if (this.search.value !== query) this.search.value = query;
    for (const [name, field] of this.filters) {
      if (field.value !== (filters[name] ?? "")) field.value = filters[name] ?? "";
    }
    for (const { key: one, head } of this.table ? this.columns : []) {
      if (one !== key) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    }
    if (this.sortChoice) this.sortChoice.value = key;
    if (this.filtered() || (this.windowed && !first)) this.freeze();
    this.matches = this.order().filter(this.matcher());
    this.show(0, this.windowed ? STEP : this.matches.length);
    if (this.host.classList.contains("sk-windowed")) this.body.parentElement.scrollTop = 0;
    this.nothing.hidden = this.matches.length > 0;
    this.showCount();
  }

  filtered() {
    return this.state.query !== "" || Object.values(this.state.filters).some(Boolean);
  }

  matcher() {
    const words = fold(this.state.query).split(/\s+/).filter(Boolean);
    const wanted = this.columns.filter(({ key }) => this.state.filters[key])
      .map((column) => ({ column, value: this.state.filters[column.key], exact: this.choices(column) }));
    return (row) => words.every((word) => row.text.includes(word))
      && wanted.every(({ column, value, exact }) => (exact ? this.valuesOf(row, column).includes(value)
        : this.valuesOf(row, column).some((one) => fold(one).includes(fold(value)))));
  }

  order() {
    const column = this.columns.find((one) => one.key === this.state.sort_column);
    if (!column) return this.rows;
    const sign = this.state.sort_descending ? -1 : 1;
    const compare = (a, b) => {
      const [left, right] = [a.sortKey(column.index), b.sortKey(column.index)];
      if (left === right) return a.index - b.index;
      if (!left || !right) return left ? -1 : 1; // rows without a value come last, both ways
      return left < right ? -sign : sign;
    };
    return [...this.rows].sort(compare);
  }

  /** Shows the matches from one place up to another, and nothing else. */
  show(from, to) {
    [this.from, this.to] = [Math.max(from, 0), Math.min(to, this.matches.length)];
    const wanted = this.matches.slice(this.from, this.to);
    this.makeElements(wanted);
    if (this.attached) this.uncover(wanted);
    else this.exchange(wanted);
    this.shown = wanted;
    wanted.forEach((row) => this.dress(row));
    if (this.windowed && this.table) this.numberRows(wanted);
    this.before.hidden = this.from === 0;
    this.after.hidden = this.to === this.matches.length;
    this.before.lastChild.textContent = t(`${number.format(this.from)} above`);
    this.after.lastChild.textContent = t(`${number.format(this.matches.length - this.to)} below`);
    this.nameOpenAll?.();
    const inOrder = this.roving?.isConnected && !this.roving.closest(".sk-item").hidden;
    if (this.table && !inOrder && wanted.length) this.rove(wanted[0].focus);
  }

  makeElements(wanted) {
    const missing = wanted.filter((row) => !row.element);
    if (!missing.length) return;
    const template = document.createElement("template");
    const html = missing.map((row) => row.source).join("\n");
    template.innerHTML = this.table ? `<table>${html}</table>` : html; // escaped by segkit.views
    const made = template.content.querySelectorAll(".sk-item");
    missing.forEach((row, index) => { row.element = made[index]; });
  }

  /** The page has every row: hide those that are not wanted, and put the rest in order. */
  uncover(wanted) {
    const stay = new Set(wanted);
    for (const row of this.shown) if (!stay.has(row)) row.element.hidden = true;
    for (const row of wanted) if (row.element.hidden) row.element.hidden = false;
    const order = `${this.state.sort_column} ${this.state.sort_descending}`;
    if (order === (this.ordered ?? " false") && !(this.windowed && this.state.sort_column)) return;
    this.ordered = order;
    this.body.append(...wanted.map((row) => row.element));
  }

  /** Rows come and go; what stays is not touched, so that it keeps its focus. */
  exchange(wanted) {
    const stay = new Set(wanted);
    for (const row of this.shown) if (!stay.has(row)) row.element.remove();
    const kept = this.shown.filter((row) => stay.has(row));
    const begin = wanted.indexOf(kept[0]);
    const same = kept.length && kept.every((row, index) => wanted[begin + index] === row);
    if (!same) this.body.append(...wanted.map((row) => row.element));
    else {
      kept[0].element.before(...wanted.slice(0, begin).map((row) => row.element));
      kept.at(-1).element.after(...wanted.slice(begin + kept.length).map((row) => row.element));
    }
  }

  numberRows(wanted) {
    this.table.setAttribute("aria-rowcount", this.matches.length + 1);
    wanted.forEach((row, index) => {
      row.element.rows[0].setAttribute("aria-rowindex", this.from + index + 2);
    });
  }

  grow(later) {
    if (later && this.to < this.matches.length) this.show(this.from, this.to + STEP);
    if (!later && this.from > 0) this.show(this.from - STEP, this.to);
  }

  /** Moves the window so that it holds a place. */
  bring(place) {
    if (place >= this.from && place < this.to) return;
    if (place >= this.to && place < this.to + STEP) this.show(this.from, this.to + STEP);
    else if (place < this.from && place >= this.from - STEP) this.show(this.from - STEP, this.to);
    else this.show(place - STEP / 2, place + STEP / 2);
  }

  showCount() {
    const [shown, total] = [this.matches.length, this.rows.length];
    const noun = total === 1 ? this.host.dataset.one : this.host.dataset.many;
    const all = `${number.format(total)} ${noun}`;
    const text = this.filtered() ? t(`${number.format(shown)} of ${all}`) : all;
    if (this.count.textContent !== text) this.count.textContent = text;
  }

  showSelected(previous, first) {
    for (const [id, open] of [[previous, false], [this.state.selected, true]]) {
      const row = id && this.rows.find((one) => one.id === id);
      if (!row) continue;
      this.open(row, open);
      if (open && this.page && !first) history.replaceState(history.state, "", `#${encodeURIComponent(id)}`);
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
