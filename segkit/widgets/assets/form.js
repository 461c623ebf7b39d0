// A form in the page: Python's HTML, and the one state of it, with the words of every form.

class Form extends Gestures {
  constructor(model, el) {
    super();
    this.about = model.get("about");
    Object.assign(this, { model, el, lines: new Map(), offered: new Map(), flying: new Map(), gone: false });
    this.kept = new Kept(`${this.about.place}:${this.about.form}`);
    this.root = make("div");
    this.bar = make("div", { className: "sk sk-state" });
    el.classList.add("sk-widget");
    el.replaceChildren(this.root, this.bar);
    this.draw();
    this.filter = new Filter(this.root);
    this.listen();
    for (const [id, line] of Object.entries(this.kept.all())) {
      if (line.remembered && (line.session === this.about.session || this.find(id)?.value === line.value)) continue;
      (line.session === this.about.session ? this.lines : this.offered).set(id, line);
      this.show(line);
      if (this.lines.has(id) && line.auto) this.ask(id);
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
    if (focused && !this.root.contains(document.activeElement)) this.focusLike(focused);
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
    ((named && this.root.querySelector(named)) || this.root.querySelector("button, input, select"))?.focus();
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

  state() {
    const { lines, offered, problem } = this;
    const kept = [...lines.values()].filter((one) => !one.passing).length + offered.size;
    const keeps = this.kept.works ? `${lineCount(kept)} kept in this browser.` : `${lineCount(kept)} in this page only: this browser keeps nothing.`;
    if (this.isGone()) return ["kept", "◆", "Kernel gone.", `${kept ? `${keeps} ` : ""}${this.runAll(kept)[0]}`, ...this.runAll(kept)[1]];
    if (this.silent && this.flying.size) return ["kept", "◆", `No answer for ${PATIENCE / 1000} s.`, lines.size ? `${keeps} It saves itself when the kernel answers.` : "Nothing was done yet. It is done when the kernel answers."];
    if (problem?.conflict) return ["kept", "◆", "Changed twice.", `Nothing is overwritten. There now: ${problem.there}`, ...this.choices(problem)];
    if (problem) return ["wrong", "✕", problem.what, `${kept && problem.id ? `${keeps} ` : ""}To fix: ${problem.fix}`, ...this.helps(problem)];
    if (offered.size) return ["kept", "◆", `${lineCount(offered.size)} from ${clock(Math.max(...[...offered.values()].map(({ at }) => at)))}, before the kernel stopped.`, this.quoted(), ...this.offers()];
    const late = [...this.flying.values()].some((one) => !one.quiet && Date.now() - one.at >= SLOW - 20);
    if (late) return ["quiet", "", "", lines.size ? "Saving …" : "Working …"];
    if (lines.size && this.about.saved_in) return ["quiet", "–", "Not saved yet.", `${[...lines.values()].some((one) => !one.auto) ? "Enter saves. " : ""}${this.kept.works ? "A copy is in this browser." : "This browser keeps no copy."}`];
    if (this.saved) return ["saved", "✓", `In ${this.about.saved_in}, ${clock(this.saved)}.`, this.words ?? ""];
    return ["quiet", "", "", this.words ?? ""];
  }

  runAll(kept) {
    const commands = globalThis.jupyterapp?.commands;
    const does = kept ? `brings ${kept === 1 ? "it" : "them"} back.` : "starts it again.";
    if (!this.el.closest(".jp-NotebookPanel")) return [`Reloading the page ${kept ? does : "starts it again."}`, []];
    if (!commands?.hasCommand("notebook:run-all-cells")) return [`Run › Run All Cells ${does}`, []];
    const run = () => commands.execute("notebook:run-all-cells");
    return [`Run All ${does}`, [this.button("Run All", run)]];
  }

  button(words, act) {
    return make("button", { type: "button", onclick: () => { act(); this.say(); } }, words);
  }

  choices({ id, seen, both }) {
    const line = this.lines.get(id);
    const again = () => {
      this.problem = null;
      if (line) Object.assign(line, { stuck: false, seen });
      this.ask(id);
    };
    const theirs = () => {
      this.problem = null;
      this.drop(id);
      const unit = this.find(id);
      if (unit && isForm(unit)) this.close(unit, true);
      else if (unit) reset(unit);
      this.send({ do: "look" });
    };
    const two = () => {
      theirs();
      const made = this.open("row", "", true);
      const field = [...made.querySelectorAll("[data-sk-do]")].find((one) => one.name === line.key.split(" ").at(-1));
      put(field, line.value);
      this.typed(field, 0);
    };
    if (!line) return [];
    return [this.button("Keep mine", again), this.button("Take theirs", theirs), ...(both ? [this.button("Keep both as two lines", two)] : [])];
  }

  helps({ id, offers = [] }) {
    const line = this.lines.get(id);
    if (!line) return [];
    const unit = this.find(id);
    const take = offers.map(([words, value]) => this.button(words, () => {
      put(unit, value);
      this.typed(unit, 0);
    }));
    if (take.length) return take;
    const copy = () => navigator.clipboard?.writeText([...this.lines.values()].map((one) => (one.form ? Object.values(one.fields).join("\n") : one.value)).join("\n"));
    return [this.button("Try again", () => this.ask(id)), this.button("Copy the lines", copy)];
  }

  quoted() {
    const words = (id, { form, fields, value }) => {
      const unit = this.find(id);
      if (unit?.type === "checkbox") return `${unit.ariaLabel}: ${value === "true" ? "yes" : "no"}`;
      return (form ? fields.text ?? fields.reason ?? Object.values(fields)[0] : value) ?? "";
    };
    const texts = [...this.offered].map(([id, line]) => words(id, line));
    return texts.map((text) => `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`).join(", ");
  }

  offers() {
    const all = [...this.offered];
    const name = all.length === 1 ? "" : all.length === 2 ? " both" : " all";
    const save = () => {
      for (const [id, line] of all) {
        this.offered.delete(id);
        this.lines.set(id, { ...line, session: this.about.session, remembered: false });
        this.kept.put(id, this.lines.get(id));
        this.ask(id);
      }
    };
    const drop = () => {
      for (const [id] of all) {
        const local = this.find(id)?.closest("[data-sk-local]");
        this.drop(id);
        local?.remove();
      }
    };
    return [this.button(`${this.about.saved_in ? "Save" : "Take back"}${name}`, save), this.button(`Drop${name}`, drop)];
  }
}

function render({ model, el }) {
  const giveBack = takeOver(el);
  const form = new Form(model, el);
  return () => {
    form.end();
    giveBack();
  };
}

/** What changed travels in the answers; the model has it for every view that comes later. */
function initialize({ model }) {
  model.on("msg:custom", ({ parts }) => {
    if (parts) model.set("parts", { ...model.get("parts"), ...parts });
  });
}

export default { initialize, render };
