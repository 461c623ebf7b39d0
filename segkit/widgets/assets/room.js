// Showing a notebook to a room. The layer lies on the notebook's panel: classes on panel and
// cells, a frame around them, and keys while it is on; off again, nothing of it is left.

const ROOMS = globalThis.skRooms ??= new WeakMap(); // one for each panel, whatever is run again
const SIZES = [19, 22, 16];
const DIALOG = 2000; // milliseconds within which JupyterLab says that a kernel died
const DRAWN = 15; // pixels of type for which the views are drawn
const stored = (name, fallback) => { try { return JSON.parse(localStorage.getItem(`segkit:room:${name}`)) ?? fallback; } catch { return fallback; } };
const store = (name, value) => { try { localStorage.setItem(`segkit:room:${name}`, JSON.stringify(value)); } catch { /* it holds while the page is open */ } };

class Room {
  constructor(panel) {
    Object.assign(this, { panel, at: 0, step: 0, chosen: 0, wanted: Infinity, isOn: false, marked: new Set() });
  }

  /** A view of the presenter's cell: its capture bar is the room's from now on. */
  take(capture, host) {
    Object.assign(this, { capture, host });
    capture.leave = () => this.rest();
    if (this.isOn) this.seat();
  }

  seat() {
    this.frame.bottom.replaceChildren(this.host);
    this.answers = new Answers(this.host, this.answers?.all);
    this.refresh();
  }

  on() {
    if (!partsOf(this.panel).length) {
      this.capture.problem = { what: "This notebook has no parts.", fix: "give it headings of the second level." };
      this.capture.say();
      return;
    }
    this.isOn = true;
    this.opened ??= minutesOf(new Date());
    this.frame = frameOf();
    const { top, note, order, bottom, live, blank, keys, single } = this.frame;
    single.checked = stored("keys", true);
    single.addEventListener("change", () => store("keys", single.checked));
    this.panel.classList.add("sk-in-room");
    this.lift();
    this.panel.prepend(top, note, order);
    this.panel.append(bottom, live, blank, keys);
    this.size(stored("type", SIZES[0]));
    this.ending = new AbortController();
    const { signal } = this.ending;
    this.panel.addEventListener("click", (event) => this.clicked(event), { signal });
    this.panel.addEventListener("sk-saved", ({ target, detail }) => this.saved(target, detail), { signal });
    this.panel.addEventListener("sk-go", (event) => this.goes(event), { signal });
    window.addEventListener("keydown", (event) => this.keyed(event), { signal, capture: true });
    this.watching = new MutationObserver(() => this.changed());
    this.watching.observe(this.panel.querySelector(".jp-Notebook"), { childList: true, subtree: true });
    this.hearing = new MutationObserver(() => this.unasked());
    this.hearing.observe(document.body, { childList: true });
    this.ticking = setInterval(() => this.tick(), 1000);
    this.seat();
    this.go(this.at, this.step);
  }

  off() {
    this.isOn = false;
    this.ending.abort();
    this.watching.disconnect();
    this.hearing.disconnect();
    clearInterval(this.ticking);
    clearTimeout(this.looking);
    const { top, note, order, bottom, live, blank, keys } = this.frame;
    this.home?.append(this.host);
    for (const one of [top, note, order, bottom, live, blank, keys]) one.remove();
    for (const one of this.panel.querySelectorAll(".sk-not-now")) one.classList.remove("sk-not-now");
    for (const one of this.lifted) one.classList.remove("sk-room-above");
    for (const one of this.marked) one.removeAttribute("data-lm-suppress-shortcuts");
    this.panel.classList.remove("sk-in-room");
    for (const name of ["--type", "--sk-zoom"]) this.panel.style.removeProperty(name);
    this.marked.clear();
    this.layOut();
  }

  /** JupyterLab lays out what has another size than before: for a moment, everything. */
  layOut() {
    const all = this.panel.closest("#main");
    const told = () => window.dispatchEvent(new Event("resize"));
    if (!all) return;
    all.classList.add("sk-room-leaving");
    told();
    setTimeout(() => {
      all.classList.remove("sk-room-leaving");
      told();
    }, 60);
  }

  /** Whatever JupyterLab draws the panel in would hold it in place. */
  lift() {
    this.lifted = [];
    for (let one = this.panel.parentElement; one && one !== document.body; one = one.parentElement) {
      one.classList.add("sk-room-above");
      this.lifted.push(one);
    }
  }

  // ---- where the room is

  refresh() {
    this.parts = partsOf(this.panel);
    if (!this.parts.length) {
      this.off();
      return;
    }
    const agenda = JSON.parse(this.panel.querySelector("[data-sk-agenda]")?.dataset.skAgenda ?? '{"begins":null,"minutes":{}}');
    const set = JSON.parse(this.host.querySelector("[data-sk-pace]")?.dataset.skPace ?? "{}");
    if (this.wanted < this.parts.length) { // asked for while the page was still being built
      this.at = this.wanted;
      this.wanted = Infinity;
    }
    this.at = Math.max(0, Math.min(this.at, this.parts.length - 1));
    this.step = Math.max(0, Math.min(this.step, this.parts[this.at].steps.length - 1));
    this.now = minutesOf(new Date());
    this.pace = new Pace(this.parts.map(({ title }) => title), agenda, { ...set, ...this.setting }, this.opened);
    const shown = new Set(this.parts[this.at].steps[this.step]);
    for (const cell of this.panel.querySelectorAll(".jp-Notebook .jp-Cell")) cell.classList.toggle("sk-not-now", !shown.has(cell));
    this.isOrder = !this.frame.order.hidden;
    drawFrame(this.frame, this);
    this.warn(this.parts[this.at].waiting);
    if (this.isOrder) drawOrder(this.frame.order, this, this.host.querySelector("[data-room-beside]")?.cloneNode(true));
  }

  /** What keeps something of this part from being seen. */
  warn(waiting) {
    const runs = `${waiting === 1 ? "1 cell of this part has" : `${waiting} cells of this part have`} not run. Run All runs them, and stops where one fails. `;
    const { note } = this.frame;
    const says = isWindowed(this.panel) ? WINDOWED : waiting ? runs : "";
    note.hidden = !says;
    if (note.firstChild?.data !== says) note.replaceChildren(says, ...(says === runs ? this.capture.runAll(0)[1] : []));
  }

  go(at, step = 0) {
    Object.assign(this, { at, step });
    this.frame.order.hidden = true;
    this.panel.classList.remove("sk-room-ordering");
    this.refresh();
    if (!this.isOn) return;
    for (const one of this.panel.querySelectorAll(".jp-Notebook, .jp-WindowedPanel-outer")) one.scrollTop = 0;
    this.rest();
    const { title, steps } = this.parts[this.at];
    this.tell(`Part ${this.at + 1} of ${this.parts.length}: ${title}${steps.length > 1 ? `, step ${this.step + 1} of ${steps.length}` : ""}. ${this.pace.told(this.at, this.now).left}.`);
  }

  /** To the step in which another form stands. */
  goes(event) {
    for (const [at, { steps }] of this.parts.entries()) {
      const step = steps.findIndex((cells) => cells.some((cell) => cell.contains(event.detail)));
      if (step < 0) continue;
      event.preventDefault();
      this.go(at, step);
      return;
    }
  }

  part(index) {
    if (index < this.parts.length) this.go(index);
    else this.wanted = index;
  }

  next(by) {
    if (this.isOrder) return this.go(this.at, this.step);
    const { steps } = this.parts[this.at];
    if (this.step + by >= 0 && this.step + by < steps.length) return this.go(this.at, this.step + by);
    if (this.at + by < 0 || this.at + by >= this.parts.length) return undefined;
    return this.go(this.at + by, by > 0 ? 0 : this.parts[this.at - 1].steps.length - 1);
  }

  ordering() {
    if (this.isOrder) return this.go(this.at, this.step);
    this.chosen = this.at;
    this.frame.order.hidden = false;
    this.panel.classList.add("sk-room-ordering");
    this.refresh();
    this.frame.order.focus();
    return undefined;
  }

  /** Minutes of the part in focus: seen at once, and written. */
  pacing(by) {
    const title = this.parts[this.chosen].title;
    const minutes = Math.max(5, this.pace.lengths[this.chosen] + by);
    (this.setting ??= {})[title] = minutes;
    this.capture.send({ do: "minutes", key: title, value: String(minutes) });
    this.refresh();
    this.tell(`${title}, ${minutes} minutes`);
  }

  /** The focus on the open row of what is shown, or on the heading of the part. */
  rest() {
    const row = [...this.panel.querySelectorAll(".jp-Notebook .sk-now[tabindex]")].find(isShown);
    (row ?? this.frame.where).focus({ preventScroll: true });
  }

  /** JupyterLab's word that a kernel died, with one button: the bar says so, and whoever types goes on. */
  unasked() {
    const buttons = document.querySelectorAll(".jp-Dialog .jp-Dialog-button");
    if (buttons.length === 1 && Date.now() - this.capture.over < DIALOG) buttons[0].click();
  }

  changed() {
    this.looking ||= setTimeout(() => {
      this.looking = 0;
      this.refresh();
    }, 50);
  }

  tick() {
    if (!this.panel.isConnected) {
      this.off();
      return;
    }
    this.now = minutesOf(new Date());
    drawTime(this.frame, this);
    if (this.capture.gone) this.capture.say();
  }

  tell(words) {
    this.frame.live.textContent = "";
    setTimeout(() => { this.frame.live.textContent = words; }, 30);
  }

  /** The bar tells every answer, and what it was about can be taken back from there. */
  saved(target, { said, file, isUndo }) {
    this.answers.given(target, isUndo);
    Object.assign(this.capture, { saved: Date.now(), savedIn: file, words: said, problem: null });
    if (target !== this.host) this.capture.say();
    if (target === this.host) {
      this.setting = {};
      this.changed();
    }
  }

  size(pixels) {
    this.type = SIZES.includes(pixels) ? pixels : SIZES[0];
    store("type", this.type);
    this.panel.style.setProperty("--type", `${this.type}px`);
    this.panel.style.setProperty("--sk-zoom", this.type / DRAWN);
  }

  // ---- clicks and keys

  clicked({ target }) {
    const found = target.closest("[data-room]");
    if (!found) return;
    const { room, roomPart, roomStep } = found.dataset;
    const does = {
      part: () => this.go(Number(roomPart)), step: () => this.go(this.at, Number(roomStep)),
      next: () => this.next(1), back: () => this.next(-1),
      undo: () => this.undo(), keys: () => this.frame.keys.showModal(), close: () => this.frame.keys.close(),
    }[room];
    does?.();
  }

  capturing(kind) {
    this.capture.change(kind);
    this.capture.field("text").focus();
    this.tell(`${kind}. Enter saves, Escape keeps the words and goes back.`);
  }

  /** What was answered last may still be under way: it is waited for, and not passed over. */
  undo(waited = 0) {
    const isBusy = !this.capture.isGone() && this.panel.querySelector("[data-sk-under-way]");
    if (isBusy && waited < PATIENCE) {
      setTimeout(() => { if (this.isOn) this.undo(waited + 50); }, 50);
      return true;
    }
    const why = isBusy ? "No answer yet. Nothing was undone." : this.answers.undo((form) => this.pass("u", [form]));
    if (why) {
      Object.assign(this.capture, { saved: null, words: why });
      this.capture.say();
    }
    return true;
  }

  /** Whether one of the widgets took the key. */
  pass(key, widgets = [...this.panel.querySelectorAll(".jp-Notebook .jp-Cell:not(.sk-not-now) .sk-widget")]) {
    return widgets.some((one) => !one.dispatchEvent(new CustomEvent("sk-key", { detail: key, cancelable: true })));
  }

  keyed(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (!isShown(this.panel) || document.querySelector(".jp-Dialog")) return;
    if (target !== document.body && !this.panel.contains(target)) return;
    if (ctrlKey || metaKey || altKey) return; // JupyterLab's, as ever
    this.keep(target);
    if (this.frame.keys.open) return;
    if (!this.frame.blank.hidden && ["b", "B", "Escape"].includes(key)) {
      this.frame.blank.hidden = true;
      this.stop(event);
      return;
    }
    if (target.matches?.(FIELD)) {
      const closes = target.matches("[data-sk-local] *") || (target.type === "search" && target.value);
      if (key === "Escape" && (this.frame.bottom.contains(target) || !closes)) {
        this.rest();
        this.stop(event);
      }
      return;
    }
    const isButton = target.closest?.("button, summary, a, input") && (key === "Enter" || key === " ");
    if (isButton) return;
    if (key.length === 1 && key !== "?" && !this.frame.single.checked) return;
    if (this.does(key) || (key.length === 1 && key !== " ")) this.stop(event);
  }

  does(key) {
    if (this.isOrder && this.orders(key)) return true;
    if (key.toLowerCase() === "u") return this.undo();
    if (this.pass(key)) return true;
    const does = {
      d: () => this.capturing("decision"), q: () => this.capturing("question"),
      a: () => this.capturing("action"), p: () => this.capturing("parking"),
      PageDown: () => this.next(1), ArrowRight: () => this.next(1),
      PageUp: () => this.next(-1), ArrowLeft: () => this.next(-1),
      0: () => this.ordering(), "?": () => this.frame.keys.showModal(),
      b: () => { this.frame.blank.hidden = false; },
      l: () => this.size(SIZES[(SIZES.indexOf(this.type) + 1) % SIZES.length]),
      j: () => this.off(),
      F11: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
    }[nameOf(key)] ?? (/^[1-9]$/.test(key) ? () => this.part(Number(key) - 1) : null);
    does?.();
    return Boolean(does);
  }

  orders(key) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) this.chosen = Math.max(0, Math.min(this.parts.length - 1, this.chosen + step));
    else if (key === "+" || key === "=") this.pacing(5);
    else if (key === "-" || key === "−") this.pacing(-5);
    else if (key === "Enter") this.go(this.chosen);
    else return false;
    if (step) this.refresh();
    return true;
  }

  stop(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  /** JupyterLab's single keys rest: its shortcuts match whatever has the focus. */
  keep(target) {
    if (!target.toggleAttribute || target.hasAttribute("data-lm-suppress-shortcuts")) return;
    target.setAttribute("data-lm-suppress-shortcuts", "true");
    this.marked.add(target);
  }
}

const room = {
  render({ model, el }) {
    const giveBack = takeOver(el);
    const host = make("div");
    const capture = new Capture(model, host);
    el.append(host);
    let mine = null;
    const attach = () => {
      const panel = el.closest(".jp-NotebookPanel");
      if (!panel || !el.isConnected) return;
      if (!ROOMS.has(panel)) ROOMS.set(panel, new Room(panel));
      mine = ROOMS.get(panel);
      mine.home = el;
      mine.take(capture, host);
    };
    const waiting = setInterval(() => { // a widget is drawn before it is put into the page
      if (!el.isConnected) return;
      clearInterval(waiting);
      attach();
    }, 30);
    const begin = ({ target }) => { if (target.closest("[data-room=on]")) mine?.on(); };
    const key = (event) => {
      if (nameOf(event.key) !== "j" || event.ctrlKey || event.metaKey || event.altKey || !mine || mine.isOn || mine.host !== host) return;
      if (event.target.matches?.(FIELD) || !isShown(mine.panel) || !(event.target === document.body || mine.panel.contains(event.target))) return;
      if (event.target.closest?.(".jp-Notebook") && !el.contains(event.target)) return; // J is JupyterLab's there
      event.preventDefault();
      event.stopPropagation();
      mine.on();
    };
    host.addEventListener("click", begin);
    const kinds = ({ target }) => {
      const kind = target.closest("[data-room-kind]");
      if (!kind) return;
      capture.change(kind.dataset.roomKind);
      capture.field("text").focus();
    };
    host.addEventListener("click", kinds);
    window.addEventListener("keydown", key, true);
    return () => {
      clearInterval(waiting);
      window.removeEventListener("keydown", key, true);
      capture.end();
      giveBack();
      if (mine?.host === host && !mine.isOn) ROOMS.delete(mine.panel);
    };
  },
};
