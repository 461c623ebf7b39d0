// The one protocol between a form and the kernel, for every form.
//
// Python draws; what has `data-sk-do` asks. A control, or a form around several, is a place to
// type in: what is typed there is a line, kept in this browser from the first letter until
// Python has answered that it is in the file. Every message has an id and is answered; silence is
// said to be silence, and never taken for yes.

const PAUSE = 200; // milliseconds without a key until what was typed is sent
const SLOW = 400; // until a save that has no answer yet is said to go on
const PATIENCE = 5000; // until a silent kernel is said to be silent
const GONE = new Set(["restarting", "autorestarting", "terminating", "dead"]);

const unique = () => crypto.randomUUID?.() ?? String(Math.random()); // no randomUUID over plain http
const clock = (when) => new Date(when).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
const lineCount = (count) => (count === 1 ? "1 line" : `${count} lines`);
const isForm = (node) => node.dataset.skForm !== undefined;
const unitOf = (node) => node.closest("[data-sk-form][data-sk-do]")
  ?? (node.matches("[data-sk-do]:is(input, select, textarea)") ? node : null);
const idOf = ({ dataset }) => `${dataset.skDo} ${dataset.skItem ?? ""}`;
const valueOf = (control) => (control.type === "checkbox" ? String(control.checked) : control.value ?? "");
const controlsOf = (form) => [...form?.querySelectorAll("[name]:not([type=password])") ?? []];
const fieldsOf = (form) => Object.fromEntries(controlsOf(form).map((one) => [one.name, valueOf(one)]));
const textOf = ({ value, fields, form }) => JSON.stringify(form ? fields : value);

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function put(control, value) {
  if (control.type === "checkbox") control.checked = value === "true";
  else control.value = value;
  grow(control);
}

const GROWS = globalThis.CSS?.supports("field-sizing", "content"); // the browser does it by itself

function grow(control) {
  if (GROWS || control.dataset.skGrow === undefined || !control.isConnected) return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight + 2}px`;
}

/** What is typed, asked and answered. */
class Lines {
  // ---- what is typed

  holds = (node) => {
    const isWriting = node === document.activeElement && !node.matches("select, [type=checkbox]");
    if (isWriting || node.closest("[data-sk-local]")) return true;
    const unit = unitOf(node);
    return unit ? this.isKept(idOf(unit)) : node.dataset.skFilter !== undefined || node.dataset.skSearch !== undefined;
  };

  isKept(id) { return this.lines.has(id) || this.offered.has(id); }

  typed(target, pause = PAUSE) {
    const unit = unitOf(target);
    if (!unit || target.type === "password") return;
    const id = idOf(unit);
    const around = unit.closest("[data-sk-form]");
    const local = unit.closest("[data-sk-local]");
    const before = this.lines.get(id) ?? this.offered.get(id) ?? { seen: this.seen(unit) };
    const line = {
      ...before, do: unit.dataset.skDo, key: unit.dataset.skItem ?? "", value: valueOf(unit), fields: fieldsOf(around),
      form: isForm(unit), auto: !isForm(unit) || unit.dataset.skAuto !== undefined, at: Date.now(),
      asked: false, problem: before.stuck ? before.problem : null, session: this.about.session, local: local && [local.dataset.skLocal, local.dataset.skFor],
      passing: unit.dataset.skPassing !== undefined, // where one looks around, nothing is to be saved
      stays: unit.dataset.skPassing !== "", // nor to be kept, unless it is "kept"
    };
    this.touched = unit;
    unit.skSession ??= unique(); // what is typed into one place is taken back as one
    line.typing = unit.skSession;
    this.offered.delete(id);
    this.lines.set(id, line);
    clearTimeout(before.timer);
    if (line.stays) this.kept.put(id, line);
    if (line.auto && !line.stuck) line.timer = setTimeout(() => this.ask(id), Number(target.dataset.skPause ?? pause));
    if (this.problem?.id === id && !line.stuck) this.problem = null;
    if (!line.auto && target !== unit && controlsOf(unit).every(isAsDrawn)) this.drop(id); // typed and taken away again
    this.say();
  }

  seen(unit) {
    const scope = isForm(unit) ? unit.querySelector("[name=keys] option:checked")?.dataset.skSeen : null;
    if (unit.nodeName === "SELECT") return [...unit.options].find((one) => one.defaultSelected)?.value ?? "";
    return unit.dataset.skSeen ?? scope ?? unit.defaultValue ?? null;
  }

  drop(id) {
    const line = this.lines.get(id) ?? this.offered.get(id);
    this.lines.delete(id);
    this.offered.delete(id);
    this.kept.drop(id);
    const unit = line && this.find(id);
    if (unit) for (const one of isForm(unit) ? controlsOf(unit) : [unit]) if (!this.holds(one)) reset(one);
  }

  find(id) { return [...this.root.querySelectorAll("[data-sk-do]:not(button)")].find((one) => idOf(one) === id); }

  /** A kept line in its place, which is opened again when it has to be. */
  show(line) {
    const unit = this.find(`${line.do} ${line.key}`) ?? (line.local && this.open(...line.local, false));
    const place = unit && (unitOf(unit) ?? this.find(`${line.do} ${line.key}`));
    if (!place) return;
    const folded = place.closest("[data-sk-edits]");
    if (folded) folded.open = true; // kept text is seen
    if (line.form) for (const one of controlsOf(place)) if (one.name in line.fields) put(one, line.fields[one.name]);
    if (!line.form) put(place, line.value);
  }

  // ---- asking and being answered

  /** One message at a time for each place, so that each knows what the one before it saved. */
  ask(id) {
    const line = this.lines.get(id);
    if (!line || line.flying || line.stuck) return;
    clearTimeout(line.timer);
    line.timer = 0;
    if (!line.asked && line.stays) this.kept.put(id, Object.assign(line, { asked: true }));
    line.flying = this.send({ do: line.do, key: line.key, value: line.value, fields: line.fields,
      seen: line.seen, session: line.typing ?? "" }, id, textOf(line));
  }

  send(message, line = "", text = "", buffers = []) {
    const id = unique();
    const flight = { line, text, at: Date.now(), quiet: message.do === "look", isUndo: message.do === "undo" };
    if (this.isGone()) {
      this.say();
      return "";
    }
    this.flying.set(id, flight);
    this.underWay();
    try { this.model.send({ ...message, id }, undefined, buffers); } catch { /* no answer will come, and that is said */ }
    flight.timers = [setTimeout(() => this.say(), SLOW), setInterval(() => this.wait(), PATIENCE)];
    return id;
  }

  land(id) {
    const flight = this.flying.get(id);
    for (const timer of flight?.timers ?? []) clearInterval(timer);
    this.flying.delete(id);
    this.underWay();
    return flight;
  }

  /** Whoever shows the form to a room sees that an answer is under way. */
  underWay() { this.el.toggleAttribute("data-sk-under-way", [...this.flying.values()].some((one) => !one.quiet)); }

  /** No answer in time: a kernel that answers others, and does not know this form, never will. */
  async wait() {
    this.silent = true;
    this.say();
    if (this.asking) return;
    this.asking = true;
    const kernel = this.model.widget_manager?.kernel;
    const answer = await kernel?.requestCommInfo({ target_name: "jupyter.widget" }).catch(() => null);
    this.asking = false;
    // anywidget does not tell the form's own id; its layout comes and goes with it
    const isKnown = !answer?.content.comms || this.model.get("layout").model_id in answer.content.comms;
    if (!this.silent || isKnown) return;
    this.gone = true;
    this.say();
  }

  isGone() {
    const manager = this.model.widget_manager;
    const kernel = manager?.kernel;
    const isOver = Boolean(manager && "kernel" in manager && (!kernel || kernel.isDisposed || GONE.has(kernel.status)));
    if (isOver) this.over = Date.now();
    this.gone ||= isOver || Boolean(this.el.closest(".jupyter-widgets-disconnected"));
    return this.gone;
  }

  answered(answer) {
    const flight = this.land(answer.id);
    if (!flight) return;
    this.silent = this.gone = false;
    const line = this.lines.get(flight.line);
    if (line) line.flying = "";
    if (answer.problem) {
      this.problem = { ...answer.problem, id: flight.line };
      if (line) Object.assign(line, { stuck: answer.problem.conflict, problem: this.problem });
    } else if (!flight.quiet) {
      if (line) line.problem = null;
      // what another line was refused for still holds
      this.problem = [...this.lines.values()].find((one) => one.problem)?.problem ?? null;
      this.words = answer.said;
      if (answer.saved) this.saved = Date.now();
      if (answer.saved) this.el.dispatchEvent(new CustomEvent("sk-saved", { bubbles: true, detail: { said: answer.said, file: this.about.saved_in, isUndo: flight.isUndo } }));
      this.confirmed(flight, line, answer.seen);
      this.remember();
    }
    if (!this.flying.size && this.after) this.then();
    this.say();
  }

  confirmed({ line: id, text }, line, seen) {
    if (!line) return;
    const unit = this.find(id);
    line.seen = seen ?? line.value;
    if (unit && isLocal(unit)) {
      unit.dataset.skSeen = line.seen;
      const scope = unit.querySelector("select[name=keys]");
      if (scope) scope.disabled = true; // what is saved for one connection stays there
    }
    if (textOf(line) === text) {
      this.drop(id);
      if (unit && !line.auto) controlsOf(unit).forEach(reset); // what was sent with a button is done with
      if (unit?.skClosing) this.close(unit);
    } else this.ask(id); // typed on meanwhile
  }

  /** What no file holds is kept for the day on which the kernel is another one. */
  remember() {
    const units = new Map([...this.root.querySelectorAll("[data-sk-remember]")].map((unit) => [idOf(unit), unit]));
    const { session } = this.about;
    for (const [id, line] of Object.entries(this.kept.all())) if (line.remembered && line.session === session && !units.has(id)) this.kept.drop(id);
    for (const [id, unit] of units) {
      if (this.lines.has(id)) continue;
      const fields = fieldsOf(unit.closest("[data-sk-form]"));
      this.kept.put(id, { do: unit.dataset.skDo, key: unit.dataset.skItem ?? "", value: unit.defaultValue, fields, form: isForm(unit),
        auto: !isForm(unit), passing: unit.dataset.skPassing !== undefined, stays: true, at: Date.now(), session, remembered: true });
    }
  }

  then() {
    const { after } = this;
    this.after = null;
    after();
  }
}
