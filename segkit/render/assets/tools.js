// What stands above the rows: search, filters, the order on a phone, and the buttons that copy.

const MANY_VALUES = 25; // a filter with more choices than this becomes a field to type in

/** The half of a Table that builds its tools; what they do is in the other half. */
class Tools {
  readColumns() {
    return [...this.table.tHead.rows[0].cells].map((head, index) => {
      const column = {
        key: head.dataset.col, title: head.textContent.trim(), few: head.dataset.filter !== undefined, head, index,
      };
      const button = make("button", { type: "button", className: "sk-sort" }, column.title);
      button.addEventListener("click", () => this.sortBy(column.key));
      head.replaceChildren(button);
      head.dataset.title = column.title; // for paper, where the button is not shown
      return column;
    });
  }

  /** What the cards of a list can be filtered by: what stands in them. */
  readFilters() {
    if (!this.host.matches(".sk-calls")) return [];
    return [["source", t("Source"), ".sk-from b"], ["destination", t("Destination"), ".sk-received b, .sk-kept b"],
      ["status", t("Status"), ".sk-status"]].map(([key, title, inside]) => ({ key, title, inside, few: true }));
  }

  /** The values of a row in a column. */
  valuesOf(row, column) {
    if (!column.inside) return row.values(column.index, column.title);
    this.makeElements([row]);
    row.kept ??= {};
    return (row.kept[column.key] ??= (() => {
      const found = [...row.element.querySelectorAll(column.inside)].map((one) => one.textContent.trim());
      return found.length ? [...new Set(found)] : [""];
    })());
  }

  addTools() {
    const { one, many } = this.host.dataset;
    this.search = make("input", {
      type: "search", autocomplete: "off", spellcheck: false, placeholder: t(`Search ${many}`),
    });
    this.search.addEventListener("input", () => this.set({ query: this.search.value }));
    const key = this.page === true ? t(" (press / to get here)") : "";
    this.tools = make("div", { className: "sk-tools" },
      make("label", { className: "sk-find" }, t(`Search ${many}`) + key, this.search));
    this.tools.setAttribute("role", "group");
    this.tools.setAttribute("aria-label", t(`Search and filter ${many}`));
    this.filters = new Map();
    if (this.table) this.addSortChoice();
    else this.addOpenAll();
    this.tools.append(
      copyButton(t("Copy CSV"), () => asCsv(this.grid())), copyButton(t("Copy Markdown"), () => asMarkdown(this.grid())));
    this.addKeep?.();
    this.count = make("p", { className: "sk-count" });
    this.count.setAttribute("role", "status");
    this.count.setAttribute("aria-live", "polite");
    this.tools.append(this.count);
    this.nothing = make("p", { className: "sk-nothing", hidden: true },
      t(`No ${one} matches. Press Esc in the search box to see all ${many} again.`));
    this.before = this.addRest(t("Show earlier"), false);
    this.after = this.addRest(t("Show more"), true);
    this.host.prepend(this.tools);
    this.host.append(this.nothing);
  }

  addRest(name, later) {
    const button = make("button", { type: "button" }, name);
    const rest = make("p", { className: "sk-rest", hidden: true }, button, make("span"));
    button.addEventListener("click", () => this.grow(later));
    this.body[later ? "after" : "before"](rest);
    if (this.windowed) {
      this.watcher ??= new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => {
        if (isIntersecting) this.grow(target === this.after);
      }));
      this.watcher.observe(rest);
    }
    return rest;
  }

  /** A choice for each column with few values, a field to type in for each of the others. */
  addFilters() {
    const more = make("div", { className: "sk-otherfilters" });
    for (const column of this.columns) {
      const values = this.choices(column);
      if (values && values.length < 2) continue;
      const field = values
        ? make("select", {}, make("option", { value: "" }, t("All")),
          ...values.map((value) => make("option", { value }, value || t("(empty)"))))
        : make("input", { type: "text", autocomplete: "off", spellcheck: false });
      field.value = this.state.filters[column.key] ?? "";
      field.addEventListener(values ? "change" : "input", () => {
        this.set({ filters: { ...this.state.filters, [column.key]: field.value } });
      });
      this.filters.set(column.key, field);
      const label = make("label", {}, values ? column.title : t(`${column.title} contains`), field);
      if (values) (this.sorting ?? this.openAll).before(label);
      else more.append(label);
    }
    if (!more.childElementCount) return;
    this.more = make("details", { className: "sk-morefilters" }, make("summary", {}, t("More filters")), more);
    this.more.open = [...more.querySelectorAll("input")].some((field) => field.value);
    this.tools.append(this.more);
  }

  /** The values of a column, when it is one to choose from and there are few. */
  choices(column) {
    if (column.choices !== undefined || !column.few) return column.choices;
    const values = new Set();
    for (const row of this.rows) for (const value of this.valuesOf(row, column)) values.add(value);
    const sorted = () => [...values].sort((a, b) => (sortable(a) < sortable(b) ? -1 : 1));
    column.choices = values.size > MANY_VALUES ? null : sorted();
    return column.choices;
  }

  addSortChoice() {
    this.sortChoice = make("select", {}, make("option", { value: "" }, t("As written")));
    for (const column of this.columns) {
      this.sortChoice.append(make("option", { value: column.key }, column.title));
    }
    this.sortChoice.addEventListener("change", () => {
      this.set({ sort_column: this.sortChoice.value, sort_descending: false });
    });
    this.sorting = make("label", { className: "sk-sortby" }, t("Sort by"), this.sortChoice);
    this.tools.append(this.sorting);
  }

  addOpenAll() {
    const every = () => this.shown.map((row) => row.element.querySelector("details"));
    const allOpen = () => every().length > 0 && every().every((details) => details.open);
    const button = make("button", { type: "button" });
    const name = () => { button.textContent = allOpen() ? t("Close all") : t("Open all"); };
    button.addEventListener("click", () => {
      const open = !allOpen();
      for (const details of every()) details.open = open;
    });
    this.host.addEventListener("toggle", name, { capture: true }); // toggle does not bubble
    this.openAll = button;
    this.nameOpenAll = name;
    this.tools.append(button);
  }

  /** What is shown now as a grid of words, the columns' titles first. */
  grid() {
    if (this.table) {
      return [this.columns.map(({ title }) => title),
        ...this.matches.map((row) => this.columns.map(({ index, title }) => row.words(index, title)))];
    }
    this.makeElements(this.matches);
    const heads = this.matches.map(({ element }) => element.querySelector("thead")).find(Boolean);
    const titles = [...(heads?.rows[0].cells ?? [])].map((cell) => plain(cell.innerHTML));
    const grid = [[t("Name"), ...titles]];
    for (const { element } of this.matches) {
      const name = element.querySelector("summary b").textContent;
      const lines = [...element.querySelectorAll(".sk-props > tbody > tr")];
      if (!lines.length) grid.push([name, ...titles.map(() => "")]);
      for (const one of lines) grid.push([name, ...[...one.cells].map((cell) => plain(cell.innerHTML))]);
    }
    return grid;
  }
}
