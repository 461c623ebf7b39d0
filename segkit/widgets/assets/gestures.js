// Clicks and keys, and what is opened in the browser: one can type whether a kernel answers or not.

class Gestures extends Lines {
  listen() {
    const { root } = this;
    root.addEventListener("input", ({ target }) => {
      grow(target);
      if (target.matches("input:not([type=checkbox], [type=date]), textarea")) this.typed(target);
    });
    root.addEventListener("change", ({ target }) => {
      const picks = target.dataset.skPicks !== undefined;
      if (picks && target.value) this.put(target, target.value);
      else if (target.matches("select, input[type=checkbox]")) this.typed(target, 350); // arrow keys pass over values
    });
    root.addEventListener("focusout", ({ target }) => {
      this.flush();
      setTimeout(() => { if (target.matches("[data-sk-do]:is(input, textarea)") && !this.holds(target)) reset(target); });
    });
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("toggle", ({ target }) => { // toggle does not bubble
      if (target.open) target.scrollIntoView({ block: "nearest" });
    }, true);
    root.addEventListener("submit", (event) => event.preventDefault());
    root.addEventListener("keydown", (event) => this.keyed(event));
    const look = () => { if (document.visibilityState === "visible") this.send({ do: "look" }); };
    const forget = ({ key }) => {
      if (key !== this.kept.key) return;
      const there = this.kept.all(); // another window saved or dropped what is offered here
      for (const id of [...this.offered.keys()]) if (!(id in there)) this.drop(id);
      this.say();
    };
    const kernel = this.model.widget_manager?.kernel;
    const changed = () => { if (this.isGone()) this.say(); };
    const draw = () => this.draw();
    const answered = (answer) => this.answered(answer);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("storage", forget);
    kernel?.statusChanged?.connect(changed);
    this.model.on("comm_live_update", changed);
    this.model.on("change:parts", draw);
    this.model.on("msg:custom", answered);
    const giveKeysBack = keepKeys(this.el);
    this.end = () => {
      this.flush();
      giveKeysBack();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("storage", forget);
      kernel?.statusChanged?.disconnect(changed);
      for (const id of [...this.flying.keys()]) this.land(id);
    };
  }

  flush() { for (const [id, line] of this.lines) if (line.timer) this.ask(id); }

  clicked({ target }) {
    const button = target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const { skDo, skNew, skMain, skClose, skPut, skGoes } = button.dataset;
    if (button.dataset.skCopies !== undefined) navigator.clipboard?.writeText(this.root.querySelector(".sk-code code")?.textContent ?? "");
    else if (skGoes !== undefined) this.leads(skGoes);
    else if (skPut !== undefined) this.put(button, skPut);
    else if (skNew !== undefined) this.open(skNew, button.dataset.skFor ?? "", true);
    else if (skClose !== undefined) this.close(unitOf(button));
    else if (skDo !== undefined) this.press(button);
    else if (skMain !== undefined) this.submit(unitOf(button));
  }

  /** A button acts when what was typed before it is saved; an older success is not shown meanwhile. */
  press(button) {
    this.touched = button;
    this.flush();
    this.words = this.saved = this.problem = null;
    for (const one of this.root.querySelectorAll("[data-sk-outcome]")) one.remove();
    const message = () => {
      const { skDo, skItem: key = "", skSeen: seen = null, skShown } = button.dataset;
      const value = skShown === undefined ? button.value : this.filter.shown(button);
      return { do: skDo, key, value, seen, fields: fieldsOf(button.closest("[data-sk-form]")) };
    };
    const pressed = message();
    const act = () => { // what was saved before may have drawn another button in its place, or none
      const { skDo, skItem = "" } = button.dataset;
      const isThere = button.isConnected && skDo === pressed.do && skItem === pressed.key;
      this.send(isThere ? message() : pressed);
      this.say();
    };
    if ([...this.flying.values()].some((one) => one.line)) this.after = act;
    else act();
  }

  /** To another form of the same page, wherever it stands; whoever shows one part of it is told. */
  leads(name) {
    const page = this.el.closest(".jp-NotebookPanel") ?? document;
    const there = page.querySelector(`[data-sk-is="${CSS.escape(name)}"]`);
    this.words = there ? "" : "It stands in workshop.ipynb.";
    this.say();
    if (!there || !this.el.dispatchEvent(new CustomEvent("sk-go", { bubbles: true, cancelable: true, detail: there }))) return;
    there.scrollIntoView({ block: "start" });
    there.querySelector(".sk-now[tabindex]")?.focus({ preventScroll: true });
  }

  submit(form) {
    if (!form) return;
    const secret = form.querySelector("input[type=password]");
    this.touched = form;
    if (!secret) {
      this.typed(form);
      this.ask(idOf(form));
      return;
    }
    const typed = new TextEncoder().encode(secret.value); // it is in no line and in no message's text
    secret.value = "";
    secret.focus();
    for (const one of this.root.querySelectorAll("[data-sk-outcome]")) one.remove();
    if (typed.length) this.send({ do: form.dataset.skDo, key: "", value: "", fields: fieldsOf(form) }, "", "", [typed.buffer]);
    this.say();
  }

  put(near, value) {
    const field = near.closest("[data-sk-date]").querySelector("[data-sk-do], [name]");
    const today = new Date();
    const local = new Date(today - today.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    put(field, value === "today" ? local : value);
    this.typed(field, 0);
  }

  keyed(event) {
    const { key, target, ctrlKey, metaKey } = event;
    const search = this.root.querySelector("[data-sk-search]");
    const local = target.closest("[data-sk-form][data-sk-local]");
    const main = key === "Enter" && target.nodeName === "INPUT" && target.closest("[data-sk-form]")?.querySelector("button[data-sk-main]");
    const add = key === "Enter" && (ctrlKey || metaKey) && (target.closest("section") ?? this.root).querySelector("[data-sk-adds]");
    if (search && key === "/" && !target.matches("input, select, textarea")) search.focus();
    else if (search === target && key === "Escape" && search.value) {
      search.value = "";
      search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else if (local && (key === "Escape" || (key === "Enter" && (ctrlKey || metaKey)))) this.close(local);
    else if (add || main) (add || main).click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // ---- what is opened in the browser, so that one can type whether a kernel answers or not

  /** A copy of a template at its place: `what` names it, `about` what it is for (empty: a new key). */
  open(what, about, focus) {
    const owner = this.root.querySelector(`[data-sk-values][data-sk-key="${CSS.escape(about)}"]`);
    const values = owner ? JSON.parse(owner.dataset.skValues) : {};
    const name = values.own ? "own" : what;
    const template = this.root.querySelector(`template[data-sk-template="${name}"]`);
    const place = this.root.querySelector(`[data-sk-place="${CSS.escape(about)}"]`) ?? this.root.querySelector(`[data-sk-place="${name}"]`);
    if (!template || !place || (!what.startsWith("row") && about && !owner && what !== "own")) return null;
    const item = values.item || about || `${template.dataset.skPrefix ?? ""}${unique().replace(/\W/g, "").slice(-8)}`;
    const made = template.content.firstElementChild.cloneNode(true);
    for (const one of [made, ...made.querySelectorAll("*")]) {
      for (const each of one.attributes) each.value = each.value.replaceAll("{key}", item);
    }
    if (isForm(made)) for (const one of place.querySelectorAll("[data-sk-local]")) this.close(one, true);
    Object.assign(made.dataset, { skLocal: what, skFor: about || item });
    if (values.keys && !made.querySelector("[name=keys]")) [[, , made.dataset.skSeen]] = values.keys;
    for (const control of controlsOf(made)) this.fill(control, values[control.name]);
    place.append(made);
    if (made.dataset.skWalk !== undefined) this.stand(made, false); // an open row alone shows its inputs
    if (focus) {
      made.scrollIntoView({ block: "nearest" });
      made.querySelector("textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
    }
    made.querySelectorAll("textarea").forEach(grow);
    return made;
  }

  fill(control, value) {
    if (value === undefined || value === null) return;
    if (!Array.isArray(value)) {
      put(control, value);
      return;
    }
    for (const [key, words, seen] of value) {
      const option = new Option(words, key);
      option.dataset.skSeen = seen;
      control.append(option);
    }
    control.closest("label").hidden = value.length < 2;
  }

  close(unit, silent = false) {
    if (!unit || !isLocal(unit)) return;
    const id = idOf(unit);
    if (this.lines.has(id) && !silent && !unit.skClosing && !this.isGone()) {
      unit.skClosing = true; // when the answer has come; a second time closes it, the line stays kept
      this.ask(id);
      return;
    }
    const opener = unit.dataset.skFor ? `[data-sk-key="${CSS.escape(unit.dataset.skFor)}"] button[data-sk-new]` : "";
    unit.remove();
    if (!silent) (this.root.querySelector(opener || "button[data-sk-new]") ?? this.root.querySelector("button[data-sk-new]"))?.focus();
    this.say();
  }
}
