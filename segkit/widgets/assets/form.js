// A form in the page: Python's HTML, woven in, with its state beside what was touched last.

class Form extends Walking {
  constructor(model, el) {
    super();
    this.about = model.get("about");
    Object.assign(this, { model, el, lines: new Map(), offered: new Map(), flying: new Map(), gone: false });
    this.kept = new Kept(`${this.about.place}:${this.about.form}`);
    this.root = make("div");
    this.bar = make("div", { className: "sk sk-state" });
    el.classList.add("sk-widget");
    el.dataset.skIs = this.about.form;
    el.replaceChildren(this.root, this.bar);
    this.draw();
    this.filter = new Filter(this.root);
    this.listen();
    this.walk();
    for (const [id, line] of Object.entries(this.kept.all())) {
      if (line.remembered && (line.session === this.about.session || this.hasAlready(id, line))) continue;
      (line.session === this.about.session ? this.lines : this.offered).set(id, { ...line, stays: true });
      this.show(line);
      if (this.lines.has(id) && (line.auto || line.asked)) this.ask(id);
    }
    this.say();
  }

  draw() {
    const parts = this.model.get("parts");
    const before = this.drawn ?? {};
    this.drawn = parts;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const frame = (html) => html.replace(/<!--part (.*?)-->/g, (_, key) => parts[key] ?? "");
    const changed = before[""] === parts[""] ? Object.keys(parts).filter((key) => parts[key] !== before[key]) : [""];
    for (const key of changed) {
      const template = make("template", { innerHTML: frame(parts[key]) }); // escaped by segkit.rows
      for (const select of template.content.querySelectorAll("select[data-sk-roles]")) this.roles(template.content, select);
      const old = key && this.root.querySelector(`[data-sk-key="${CSS.escape(key)}"]`);
      if (old) weave(old, template.content.firstElementChild, this.holds);
      else if (!key) weave(this.root, make("div", {}, template.content), this.holds);
    }
    this.root.querySelectorAll("[data-sk-grow]").forEach((one) => requestAnimationFrame(() => grow(one)));
    this.root.querySelectorAll("a[data-sk-file]").forEach((one) => this.lead(one));
    this.filter?.follow();
    this.settle?.();
    if (focused && !this.root.contains(document.activeElement)) this.focusLike(focused);
  }

  hasAlready(id, line) {
    const unit = this.find(id);
    return unit && textOf(line) === textOf({ form: line.form, value: unit.value, fields: fieldsOf(unit) });
  }

  /** A link to a file beside the notebook; the page itself stands somewhere else. */
  async lead(link) {
    const address = await this.model.widget_manager?.resolveUrl?.(link.dataset.skFile);
    if (address && address !== link.dataset.skFile) link.href = address;
  }

  /** The choices that many selects share are in the HTML once. */
  roles(root, select) {
    const { skValue: value, skFound: found } = select.dataset;
    const shared = root.querySelector("select[data-sk-list]")?.options ?? this.root.querySelector("select[data-sk-list]").options;
    select.append(new Option(`Find out (${found})`, ""), ...[...shared].map((one) => one.cloneNode(true)));
    for (const option of select.options) option.defaultSelected = option.value === value;
  }

  focusLike({ dataset }) {
    const named = ["sk-do", "sk-item"].map((name) => {
      const value = dataset[name.replace(/-(.)/, (_, letter) => letter.toUpperCase())];
      return value === undefined ? "" : `[data-${name}="${CSS.escape(value)}"]`;
    }).join("");
    ((named && this.root.querySelector(named)) || this.root.querySelector(".sk-now[tabindex]") || this.root.querySelector("button, input, select"))?.focus();
  }

  /** The one state of the form, beside what was touched last. */
  say() {
    const [kind, sign, strong, words, ...buttons] = this.state();
    if (this.gone) for (const one of this.root.querySelectorAll("[data-sk-runs]")) one.remove(); // nobody knows how it goes on
    for (const one of this.root.querySelectorAll(".sk-kept")) one.classList.remove("sk-kept");
    const waiting = kind === "kept" || kind === "wrong" ? [...this.lines.keys(), ...this.offered.keys()] : [];
    for (const id of waiting) this.find(id)?.classList.add("sk-kept");
    const slot = this.slot();
    if (slot !== this.bar.parentElement) slot.append(this.bar);
    const text = `${sign} ${strong} ${words}`;
    if (this.told === text + buttons.length) return;
    this.told = text + buttons.length;
    this.bar.dataset.skKind = kind;
    this.bar.setAttribute("role", kind === "wrong" ? "alert" : "status");
    this.bar.replaceChildren(...(strong || words ? [make("span", { ariaHidden: "true" }, sign), " ", make("strong", {}, strong), ` ${words} `, ...buttons.flatMap((one) => [one, " "])] : []));
  }

  slot() {
    let node = this.touched?.isConnected ? this.touched : this.root;
    const has = (one) => one.matches("[data-sk-key], [data-sk-form]") && one.querySelector("[data-sk-state]");
    while (node !== this.root && !has(node)) node = node.parentElement;
    const near = node === this.root ? null : node.querySelector("[data-sk-state]");
    return near ?? this.root.querySelector("[data-sk-state=main]") ?? this.el;
  }
}

const form = {
  render({ model, el }) {
    const giveBack = takeOver(el);
    const made = new Form(model, el);
    return () => {
      made.end();
      giveBack();
    };
  },
};
