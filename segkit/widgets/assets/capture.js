// The line in which the room captures: four kinds, an owner, a date, Enter. Each line is its own
// from the moment it is sent, so that several can wait for a kernel that does not answer.

const ASKED = {
  decision: ["What was decided?", "Owner", "Date"],
  question: ["What could nobody answer?", "Who is asked", "Until"],
  action: ["Who does what?", "Owner", "Until"],
  parking: ["For another day; not part of the guide", "", ""],
};

class Capture extends Form {
  get line() { return this.root.querySelector("[data-sk-do=capture]"); }

  field(name) { return this.line.querySelector(`[name=${name}]`); }

  /** The bar stays as it is, whatever Python draws around it. */
  draw() {
    super.draw();
    const place = this.root.querySelector("[data-sk-place=capture]");
    if (place.firstElementChild) return;
    const bar = this.root.querySelector("template[data-sk-template=capture]").content.firstElementChild.cloneNode(true);
    bar.dataset.skLocal = "capture";
    place.append(bar);
    this.renew();
    this.choose("decision");
  }

  /** The bar speaks for all forms. */
  keptCount() { return Math.max(super.keptCount(), this.isGone() && this.kept.works ? Kept.count(this.about.place) : 0); }

  /** The next line is another one. */
  renew() { this.line.dataset.skItem = `c-${unique().replace(/\W/g, "").slice(-8)}`; }

  choose(kind) {
    this.kind = kind in ASKED ? kind : "decision";
    const [words, owner, by] = ASKED[this.kind];
    this.field("kind").value = this.kind;
    for (const one of this.line.querySelectorAll("[data-room-kind]")) one.setAttribute("aria-checked", String(one.dataset.roomKind === this.kind));
    for (const [name, hint] of [["text", words], ["owner", owner], ["by", by]]) {
      const field = this.field(name);
      Object.assign(field, { placeholder: hint, ariaLabel: hint || name, hidden: !hint });
    }
  }

  /** The words of an earlier page, in the field again; those of another kernel are offered. */
  show(line) {
    if (line.do !== "capture" || this.field("text").value || !this.lines.has(`capture ${line.key}`)) return;
    this.line.dataset.skItem = line.key;
    for (const name of ["text", "owner", "by"]) put(this.field(name), line.fields[name] ?? "");
    this.choose(line.fields.kind);
  }

  /** Another kind for the words that stand there. */
  change(kind) {
    this.choose(kind);
    if (this.lines.has(idOf(this.line))) this.typed(this.line);
  }

  submit(form) {
    if (form !== this.line) {
      super.submit(form);
      return;
    }
    if (!this.field("text").value.trim()) {
      this.problem = { what: "A line needs words.", fix: "write what was said." };
      this.field("text").focus();
      this.say();
      return;
    }
    this.typed(form);
    const id = idOf(form);
    this.words = this.problem = this.saved = null;
    for (const name of ["text", "owner", "by"]) this.field(name).value = "";
    this.renew();
    this.ask(id);
    this.say();
  }

  /** A day that may be meant: it goes where the other one stood, and is sent. */
  helps(problem) {
    if (!problem.offers?.length || !problem.id.startsWith("capture ")) return super.helps(problem);
    return problem.offers.map(([words, value]) => this.button(words, () => {
      this.field("by").value = value;
      this.submit(this.line);
    }));
  }

  answered(answer) {
    const flight = this.flying.get(answer.id);
    const line = flight && this.lines.get(flight.line);
    super.answered(answer);
    if (!line || line.do !== "capture") return;
    if (!answer.problem) {
      if (this.line.contains(document.activeElement) && !this.field("text").value) this.leave?.();
    } else if (answer.problem.typed && !this.field("text").value) { // the words again, where they are mended
      this.show({ ...line });
      this.field(/date|can be|would be/.test(answer.problem.what) ? "by" : "text").focus();
      this.say();
    }
  }
}
