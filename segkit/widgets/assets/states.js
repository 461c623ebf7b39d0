// What a form says about itself: one state at a time, with the same words in every form.

class States extends Gestures {
  state() {
    const { lines, offered, problem } = this;
    const kept = this.keptCount();
    const keeps = this.kept.works ? `${lineCount(kept)} kept in this browser.` : `${lineCount(kept)} in this page only: this browser keeps nothing.`;
    if (this.isGone()) return ["kept", "◆", "Kernel gone.", `${kept ? `${keeps} ` : ""}${this.runAll(kept)[0]}`, ...this.runAll(kept)[1]];
    if (this.silent && this.flying.size) return ["kept", "◆", `No answer for ${PATIENCE / 1000} s.`, lines.size ? `${keeps} It saves itself when the kernel answers.` : "Nothing was done yet. It is done when the kernel answers."];
    if (problem?.conflict) return ["kept", "◆", "Changed twice.", `Nothing is overwritten. There now: ${problem.there}`, ...this.choices(problem)];
    if (problem) return ["wrong", "✕", problem.what, `${kept && problem.id ? `${keeps} ` : ""}To fix: ${problem.fix}`, ...this.helps(problem)];
    if (offered.size) return ["kept", "◆", `${lineCount(offered.size)} from ${clock(Math.max(...[...offered.values()].map(({ at }) => at)))}, before the kernel stopped.`, this.quoted(), ...this.offers()];
    const late = [...this.flying.values()].some((one) => !one.quiet && Date.now() - one.at >= SLOW - 20);
    if (late) return ["quiet", "", "", lines.size ? "Saving …" : "Working …"];
    if ([...lines.values()].some((one) => !one.passing) && this.about.saved_in) return ["quiet", "–", "Not saved yet.", `${[...lines.values()].some((one) => !one.auto) ? "Enter saves. " : ""}${this.kept.works ? "A copy is in this browser." : "This browser keeps no copy."}`];
    if (this.saved) return ["saved", "✓", `In ${this.savedIn || this.about.saved_in}, ${clock(this.saved)}.`, this.words ?? ""];
    return ["quiet", "", "", this.words ?? ""];
  }

  keptCount() { return [...this.lines.values()].filter((one) => one.stays).length + this.offered.size; }

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
      const place = this.find(id)?.closest("[data-sk-place]")?.dataset.skPlace ?? "row";
      theirs();
      const made = this.open(place, "", true);
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
    return [this.button("Try again", () => [...this.lines].forEach(([each, one]) => one.asked && this.ask(each))), this.button("Copy the lines", copy)];
  }

  quoted() {
    const words = (id, { form, fields, value }) => {
      const unit = this.find(id);
      if (unit?.type === "checkbox") return `${unit.ariaLabel}: ${value === "true" ? "yes" : "no"}`;
      if (!form || fields.text || fields.reason) return (form ? fields.text || fields.reason : value) ?? "";
      const about = unit?.querySelector("[data-sk-main]")?.ariaLabel ?? unit?.closest("[data-sk-walk]")?.ariaLabel;
      return [about, ...Object.entries(fields).map(([name, one]) => name !== "keys" && one)].filter(Boolean).join(" · ");
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
    const saves = this.about.saved_in && all.some(([, { passing }]) => !passing);
    return [this.button(`${saves ? "Save" : "Take back"}${name}`, save), this.button(`Drop${name}`, drop)];
  }
}
