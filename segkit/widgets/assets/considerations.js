// Puts the rows of segkit.views.consideration_form into a notebook: gestures and what is typed
// become messages to Python, and the answer is new HTML that is woven into the old.
//
// Nothing typed is lost: a text is sent at every pause and stays in its field whatever the
// answer is; until it is saved it is also kept in the browser, and opened again after a reload.

const PAUSE = 400; // milliseconds without a key until what was typed is sent
const PATIENCE = 5000; // milliseconds until a silent kernel is said to be silent
const DRAFTS = "segkit.drafts:";
const FIELDS = { edit: ["text", "action", "severity"], dismiss: ["reason"], own: ["text", "action", "severity", "source", "target"] };
const NEEDED = { edit: "text", dismiss: "reason", own: "text" };
const LABELS = { text: "What to consider", action: "What to do", severity: "How serious it is",
  reason: "Why the customer need not consider it", source: "About the source", target: "About the destination" };

const unique = () => crypto.randomUUID?.() ?? String(Math.random()); // no randomUUID over plain http

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

// ---- weaving new HTML into the old, so that focus, forms and filters stay

const keyOf = (node) => node.dataset?.skKey ?? "";
const matters = (node) => node.nodeType !== Node.TEXT_NODE || node.data.trim() !== "";

function weaveAttributes(old, next) {
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== "open" && name !== "data-lm-suppress-shortcuts"
      && !(name === "hidden" && keyOf(old))) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function weave(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  weaveAttributes(old, next);
  if (old.dataset.skForm !== undefined || old.dataset.skCount !== undefined) return;
  const chosen = old.nodeName === "SELECT" ? old.value : null;
  const known = new Map([...old.childNodes].filter(keyOf).map((child) => [keyOf(child), child]));
  const after = [...next.childNodes].filter(matters);
  let place = old.firstChild;
  const skip = () => { while (place && !matters(place)) place = place.nextSibling; };
  for (const child of after) {
    skip();
    const key = keyOf(child);
    const twin = key ? known.get(key) : place && !keyOf(place) && place.nodeName === child.nodeName ? place : null;
    if (!twin) {
      old.insertBefore(child, place);
      continue;
    }
    weave(twin, child);
    if (twin === place) place = place.nextSibling;
    else old.insertBefore(twin, place);
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    if (matters(gone)) gone.remove();
  }
  if (chosen !== null) {
    old.value = chosen;
    if (old.selectedIndex < 0) old.value = "";
  }
}

// ---- what is typed and not saved yet, kept in the browser

class Drafts {
  constructor(place) { this.key = DRAFTS + place; }
  all() {
    try { return JSON.parse(localStorage.getItem(this.key)) ?? {}; } catch { return {}; }
  }
  #store(drafts) {
    try { localStorage.setItem(this.key, JSON.stringify(drafts)); } catch { /* the fields still have it */ }
  }
  keep(id, draft) { this.#store({ ...this.all(), [id]: draft }); }
  drop(id) {
    const { [id]: gone, ...rest } = this.all();
    if (gone) this.#store(rest);
  }
}

// ---- one open form

class Form {
  constructor(desk, what, row, draft) {
    Object.assign(this, { desk, what, row, id: draft?.id ?? unique(), dirty: false, sent: null, tickets: new Map() });
    const entry = desk.entry(row);
    // the key of an own one is made here, so that sending it twice adds it once
    this.keys = draft?.keys ?? entry?.keys ?? (what === "own" ? [`own-${unique().replace(/\W/g, "").slice(-8)}`] : []);
    this.seen = draft ? draft.seen : this.#versionOf(this.keys);
    this.before = what === "own" && !entry ? {} : entry ?? {};
    this.element = make("div", { className: "sk-words-form" });
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label",
      { edit: "Edit this consideration", dismiss: "Dismiss this consideration", own: "Your own consideration" }[what]);
    this.fields = Object.fromEntries(FIELDS[what].filter((name) => this.#offers(name)).map((name) => [name, this.#field(name)]));
    this.#addScope(entry);
    this.state = make("p", { className: "sk-words-state" });
    this.state.setAttribute("role", "status");
    const done = make("button", { type: "button", onclick: () => desk.close(this) }, "Done");
    this.choices = make("span", { className: "sk-words-buttons" }, done);
    this.element.append(this.state, this.choices);
    this.element.addEventListener("input", () => this.typed());
    this.element.addEventListener("change", () => this.typed(0));
    this.element.addEventListener("focusout", () => this.send());
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && !(event.key === "Enter" && (event.ctrlKey || event.metaKey))) return;
      event.preventDefault();
      event.stopPropagation();
      desk.close(this);
    });
    if (draft) this.#take(draft.values);
    this.say(draft ? "Typed before and not saved yet." : "Saved while you type.");
  }

  #offers(name) { // where an own consideration belongs is chosen once
    return !(this.what === "own" && this.row && (name === "source" || name === "target"));
  }

  #versionOf(keys) {
    const versions = this.desk.entry(this.row)?.versions;
    return versions && keys.every((key) => key in versions) ? keys.map((key) => versions[key]).join(" ") : null;
  }

  #field(name) {
    const offered = this.desk.model.get("offered");
    const options = { severity: offered.severities.map((one) => [one, one]),
      source: [["", "Any source"], ...offered.sources], target: [["", "Any destination"], ...offered.targets] }[name];
    const field = options ? make("select", {}, ...options.map(([value, words]) => new Option(words, value)))
      : make("textarea", { rows: name === "text" ? 3 : 2 });
    field.value = this.before[name] ?? (name === "severity" ? "medium" : "");
    field.required = name === NEEDED[this.what];
    this.element.append(make("label", {}, LABELS[name], field));
    return field;
  }

  #addScope(entry) {
    if (!entry?.pairs?.length || this.what === "own") return;
    const every = entry.everywhere ? "Every connection, also those to come" : `All ${entry.pairs.length} of them`;
    this.scope = make("select", {}, new Option(every, ""), ...entry.pairs.map(([key, words]) => new Option(`Only ${words}`, key)));
    this.scope.addEventListener("change", (event) => {
      event.stopPropagation();
      this.keys = this.scope.value ? [this.scope.value] : entry.keys;
      this.seen = this.#versionOf(this.keys);
    });
    this.element.append(make("label", {}, "This holds for", this.scope));
  }

  #take(values) {
    for (const [name, value] of Object.entries(values)) if (this.fields[name]) this.fields[name].value = value;
  }

  /** What differs from before; for an own consideration everything. */
  values() {
    const all = Object.entries(this.fields).map(([name, field]) => [name, field.value]);
    if (this.what === "own") return Object.fromEntries(all);
    return Object.fromEntries(all.filter(([name, value]) => this.touched?.has(name) || value !== this.before[name]));
  }

  typed(pause = PAUSE) {
    const now = JSON.stringify(Object.values(this.fields).map((field) => field.value));
    if (this.closed || (now === this.told && !this.dirty)) return; // leaving a field is a change too
    this.told = now;
    this.dirty = true;
    this.touched ??= new Set();
    for (const [name, value] of Object.entries(this.values())) if (value !== this.before[name]) this.touched.add(name);
    this.desk.drafts.keep(this.id, { id: this.id, what: this.what, row: this.row, keys: this.keys, seen: this.seen, values: this.values() });
    if (this.conflict) return; // what is there now stays in sight until the person has chosen
    this.say("Not saved yet …");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  /** One message at a time, so that each knows the version that the one before it made. */
  send() {
    clearTimeout(this.timer);
    if (!this.dirty || this.sent || this.conflict || this.closed) return;
    if (!this.fields[NEEDED[this.what]].value.trim()) {
      this.say(this.what === "dismiss" ? "Not saved yet: a dismissal needs a reason." : "Not saved yet: the text is empty.");
      return;
    }
    this.dirty = false;
    if (this.scope) this.scope.disabled = true; // what is saved for one connection stays there
    const message = { do: this.what, row: this.row, keys: this.keys, session: this.id, ...this.values() };
    if (this.seen !== null) message.seen = this.seen;
    this.sent = this.desk.send(message);
    this.tickets.set(this.sent, this.told);
    this.silence = setTimeout(() => {
      this.sent = null;
      this.dirty = true;
      this.fail("Not saved yet: the kernel does not answer. Your text stays here, and in this browser until it is saved. "
        + "Unless the kernel is just busy, restart it and run this cell again.");
    }, PATIENCE);
  }

  /** Also the late answer of a kernel that was busy counts. */
  answered({ ticket, problem, saved }) {
    clearTimeout(this.silence);
    this.sent = null;
    this.dirty ||= this.tickets.get(ticket) !== this.told;
    if (!problem && this.tickets.get(ticket) === this.told) this.dirty = false;
    this.tickets.delete(ticket);
    if (problem) {
      this.dirty = true;
      if (problem[2]) this.#refused();
      else this.fail(`Not saved: ${problem[0]} To fix: ${problem[1]}`);
      return;
    }
    this.keys = saved.keys;
    this.seen = saved.version;
    if (this.dirty) {
      this.send(); // typed on meanwhile
      return;
    }
    this.desk.drafts.drop(this.id);
    this.say("Saved.");
    if (this.closing) this.desk.close(this);
  }

  /** Somebody else wrote here: both are shown, and the person chooses. */
  #refused() {
    const there = this.desk.entry(this.row);
    const words = there ? `${there.state}: ${there.reason || there.text}` : "it is gone";
    this.fail(`Not saved: somebody else changed this meanwhile. There now: ${words}`);
    this.conflict = true;
    const mine = make("button", { type: "button", onclick: () => this.#decide(true) }, "Keep mine");
    const theirs = make("button", { type: "button", onclick: () => this.#decide(false) }, "Take theirs");
    this.choices.prepend(mine, theirs);
  }

  #decide(mine) {
    this.seen = this.#versionOf(this.keys);
    this.choices.replaceChildren(this.choices.lastElementChild); // takes the focus away, which sends
    this.conflict = false;
    if (mine) {
      this.send();
      this.fields[NEEDED[this.what]].focus();
    } else {
      this.dirty = false;
      this.desk.drafts.drop(this.id);
      this.desk.close(this);
    }
  }

  say(words) {
    this.state.classList.remove("sk-words-not");
    this.state.setAttribute("role", "status");
    if (this.state.textContent !== words) this.state.textContent = words;
  }

  fail(words) {
    this.say(words);
    this.state.classList.add("sk-words-not");
    this.state.setAttribute("role", "alert");
  }
}

// ---- the whole

class Desk {
  constructor(model, root, said) {
    Object.assign(this, { model, root, said, forms: new Map(), filters: {}, query: "" });
    this.drafts = new Drafts(model.get("offered").place);
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("input", ({ target }) => {
      if (target.dataset.skSearch === undefined) return;
      this.query = target.value.trim().toLowerCase();
      this.#filter();
    });
    root.addEventListener("change", ({ target }) => {
      if (!target.dataset.skFilter) return;
      this.filters[target.dataset.skFilter] = target.value;
      this.#filter();
    });
    root.addEventListener("keydown", (event) => this.#keyed(event));
    this.draw();
    this.#filter();
    for (const draft of Object.values(this.drafts.all())) this.#resume(draft);
  }

  entry(row) { return row ? this.model.get("entries")[row] : undefined; }

  send(message) {
    const ticket = unique();
    try { this.model.send({ ...message, ticket }); } catch { /* a silent kernel is said to be silent */ }
    return ticket;
  }

  draw() {
    const next = document.createElement("div");
    next.innerHTML = this.model.get("html"); // escaped by segkit.views
    const known = new Set([...this.root.querySelectorAll(".sk-words-row")].map(keyOf));
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const row = focused?.closest(".sk-words-row");
    weave(this.root, next);
    this.stale = false;
    for (const one of this.root.querySelectorAll(".sk-words-row")) {
      if (!known.has(keyOf(one))) one.hidden = !this.#matches(one);
    }
    this.#count();
    const lost = focused && (!this.root.contains(document.activeElement) || focused.hidden);
    if (lost) (row?.isConnected ? row.querySelector("button[data-sk-open=edit]") : this.root.querySelector("[data-sk-do=undo]"))?.focus();
  }

  answered() {
    const answer = this.model.get("answer");
    const form = [...this.forms.values()].find((one) => one.tickets.has(answer.ticket));
    form?.answered(answer);
    this.stale ||= Boolean(form);
    this.said.textContent = answer.said;
  }

  // ---- forms

  #place(row) { return this.root.querySelector(`[data-sk-form="${CSS.escape(row || "new")}"]`); }

  open(what, row, draft) {
    const place = this.#place(row);
    if (!place) return null;
    const there = this.forms.get(row);
    if (there) {
      if (there.what === what) return there;
      this.close(there, { silent: true });
    }
    const form = new Form(this, what, row, draft);
    this.forms.set(row, form);
    place.replaceChildren(form.element);
    return form;
  }

  #resume(draft) {
    const row = draft.row && !this.#place(draft.row) ? null : draft.row;
    if (row === null) return; // its consideration is gone for now; the draft stays
    const form = this.open(draft.what, row, draft);
    form?.typed(0);
  }

  close(form, { silent = false } = {}) {
    form.send();
    if (form.sent || form.conflict) {
      form.closing = true; // when the answer has come
      return;
    }
    if (form.dirty && Object.values(form.values()).some((value) => value.trim?.()) && !form.closing) {
      form.closing = true; // says why it is not saved; a second time closes it, the draft stays
      return;
    }
    if (form.dirty && !form.fields[NEEDED[form.what]].value.trim()) this.drafts.drop(form.id);
    form.closed = true;
    this.forms.delete(form.row);
    form.element.remove();
    if (silent) return;
    this.send({ do: "look", row: "", keys: [] });
    const opener = form.row ? `button[data-sk-open=edit][data-sk-row="${CSS.escape(form.row)}"]` : "[data-sk-do=new]";
    this.root.querySelector(opener)?.focus();
  }

  // ---- gestures

  #clicked(event) {
    const button = event.target.closest("button[data-sk-do], button[data-sk-open]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const { skDo: what, skOpen: opens, skRow: row = "", skKeys: keys = "[]" } = button.dataset;
    if (opens || what === "new") {
      const own = what === "new" || this.entry(row)?.state === "added";
      const form = this.open(own ? "own" : opens, row);
      form?.element.querySelector("textarea")?.focus();
      return;
    }
    for (const form of this.forms.values()) form.send();
    const parsed = JSON.parse(keys);
    const versions = this.entry(row)?.versions;
    const message = { do: what, row, keys: parsed };
    if (versions) message.seen = parsed.map((key) => versions[key]).join(" ");
    // what was typed since the rows were drawn has changes that the button does not know
    if (what === "undo" && !this.stale) message.change = Number(button.dataset.skChange);
    this.send(message);
    if (what !== "accept") { // what a form shows of this is not so any more
      for (const form of [...this.forms.values()]) if (!form.dirty && !form.sent) this.close(form, { silent: true });
    }
  }

  #keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const search = this.root.querySelector("[data-sk-search]");
    if (event.key === "/" && !event.target.matches("input, select, textarea")) search.focus();
    else if (event.key === "Escape" && event.target === search && this.query) {
      search.value = this.query = "";
      this.#filter();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // ---- filters: a row that is judged stays in sight until the filters are touched again

  #matches(row) {
    const { skSource, skDestination, skSeverity, skState } = row.dataset;
    const { source, destination, severity, state } = this.filters;
    return (!source || JSON.parse(skSource).includes(source)) && (!destination || skDestination === destination)
      && (!severity || skSeverity === severity) && (!state || skState === state)
      && this.query.split(/\s+/).every((word) => `${row.textContent} ${skDestination}`.toLowerCase().includes(word));
  }

  #filter() {
    for (const row of this.root.querySelectorAll(".sk-words-row")) row.hidden = !this.#matches(row) && !this.forms.has(keyOf(row));
    this.#count();
  }

  #count() {
    for (const group of this.root.querySelectorAll(".sk-words-group")) {
      group.hidden = !group.querySelector(".sk-words-row:not([hidden])");
    }
    const rows = this.root.querySelectorAll(".sk-words-row");
    const shown = [...rows].filter((row) => !row.hidden).length;
    const words = shown === rows.length ? `${rows.length} considerations` : `${shown} of ${rows.length} considerations`;
    const place = this.root.querySelector("[data-sk-count]");
    if (place && place.textContent !== words) place.textContent = words;
  }
}

function render({ model, el }) {
  el.classList.add("sk-widget");
  const root = document.createElement("div");
  const said = document.createElement("div"); // for screen readers; it has to stay where it is
  said.className = "sk-words-said";
  said.setAttribute("role", "status");
  el.replaceChildren(root, said);
  const desk = new Desk(model, root, said);
  const giveKeysBack = keepKeys(root);
  const draw = () => desk.draw();
  const answered = () => desk.answered();
  model.on("change:html", draw);
  model.on("change:answer", answered);
  return () => {
    for (const form of desk.forms.values()) form.send();
    giveKeysBack();
    model.off("change:html", draw);
    model.off("change:answer", answered);
  };
}

export default { render };
