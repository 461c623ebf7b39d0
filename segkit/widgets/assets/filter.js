// Rows that are searched and filtered in the browser; counts and buttons follow what is shown.

class Filter {
  constructor(root) {
    Object.assign(this, { root, chosen: {}, query: "" });
    root.addEventListener("input", ({ target }) => {
      if (target.dataset.skSearch === undefined || target.dataset.skDo) return;
      this.query = target.value.trim().toLowerCase();
      this.#apply(this.#rows());
    });
    root.addEventListener("change", ({ target }) => {
      if (!target.dataset.skFilter) return;
      this.chosen[target.dataset.skFilter] = target.value;
      this.#apply(this.#rows());
    });
    this.known = new Set();
    this.follow();
  }

  #rows() { return [...this.root.querySelectorAll("[data-sk-row]")]; }

  #matches({ dataset, textContent }) {
    const fits = Object.entries(this.chosen).every(([name, value]) => !value || JSON.parse(dataset.skRow)[name]?.includes(value));
    return fits && this.query.split(/\s+/).every((word) => textContent.toLowerCase().includes(word));
  }

  /** A row that is judged stays in sight until the filters are touched again; only new ones are looked at. */
  follow() {
    const rows = this.#rows();
    this.#apply(rows.filter((row) => !this.known.has(keyOf(row))));
  }

  #apply(rows) {
    for (const row of rows) row.hidden = !this.#matches(row) && !row.querySelector("[data-sk-local]");
    this.known = new Set(this.#rows().map(keyOf));
    this.#count();
  }

  /** What a button for all that is shown would act on, as JSON. */
  shown(button) { return JSON.stringify(this.#open(button).flatMap((row) => JSON.parse(row.dataset.skKeys))); }

  #open(button) {
    const rows = this.root.querySelectorAll(`[data-sk-group][data-sk-key="${CSS.escape(button.dataset.skShown)}"] [data-sk-row]`);
    return [...rows].filter((row) => row.matches("[data-sk-open]:not([data-sk-asks])") && !row.hidden);
  }

  #count() {
    const looks = Boolean(this.query) || Object.values(this.chosen).some(Boolean);
    for (const tally of this.root.querySelectorAll("[data-sk-tally]")) { // what one looks for, in every tab
      const pane = `[data-sk-pane="${CSS.escape(tally.closest("[data-sk-tab]").dataset.skTab)}"] [data-sk-row]`;
      const count = (rows) => this.root.querySelectorAll(rows).length;
      const words = looks ? `${count(`${pane}:not([hidden])`)} of ${count(pane)}` : tally.dataset.skTally;
      if (tally.textContent !== words) tally.textContent = words;
    }
    for (const button of this.root.querySelectorAll("button[data-sk-shown]")) {
      const { length } = this.#open(button);
      button.hidden = !length;
      button.textContent = `Accept ${length} shown`;
    }
    const rows = this.#rows();
    const shown = rows.filter((row) => !row.hidden).length;
    const place = this.root.querySelector("[data-sk-count]");
    const words = `${shown === rows.length ? "" : `${shown} of `}${rows.length} ${place?.dataset.skCount}`;
    if (place && place.textContent !== words) place.textContent = words;
  }
}
