// Rows of which one is open, and keys that stand on buttons: one question at a time, one key
// per answer. The keys work while the focus is in the form; whatever shows the form to a room
// passes its keys on as `sk-key` events, of which the form knows no more than that.

const FIELD = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], .cm-content";
const isShown = (node) => node.getClientRects().length > 0;
const nameOf = (key) => (key.length === 1 ? key.toLowerCase() : key);

class Walking extends States {
  walk() {
    this.root.addEventListener("click", ({ target }) => {
      const tab = target.closest("[data-sk-tab]");
      const row = target.closest("[data-sk-walk]");
      if (tab) this.turn(tab.dataset.skTab);
      else if (row && !target.closest("a, label, button:not([data-sk-opens]), details, input, textarea, select")) this.stand(row);
      else if (row && row !== this.here()) this.stand(row, false);
    });
    // a row that opens under the pointer would move what is being pressed away from it
    this.root.addEventListener("mousedown", () => {
      this.isPressed = true; // and focuses before anything else happens
      setTimeout(() => { this.isPressed = false; });
    });
    this.root.addEventListener("focusin", ({ target }) => {
      const row = target.closest("[data-sk-walk]");
      if (row && row !== this.here() && !this.isPressed) this.stand(row, false);
    });
    this.el.addEventListener("sk-key", (event) => {
      if (this.hot(event.detail)) event.preventDefault();
    });
    this.settle();
  }

  rows() { return [...this.root.querySelectorAll("[data-sk-walk]")].filter(isShown); }

  here() { return this.root.querySelector(".sk-now"); }

  /** Which row is open; an answered one gives its place to the next that is not. */
  settle() {
    this.turn(this.tab ?? "");
    const key = this.now;
    const row = key && this.root.querySelector(`[data-sk-walk][data-sk-key="${CSS.escape(key)}"]`);
    const isDone = this.answers === key && row && !row.matches("[data-sk-open]");
    if (isDone) this.stand(this.following(row) ?? row, this.root.contains(document.activeElement) || document.activeElement === document.body);
    else if (row) this.mark(row);
    else {
      const rows = [...this.root.querySelectorAll("[data-sk-walk]")];
      this.mark(rows.find((one) => one.matches("[data-sk-open]:not([hidden], [hidden] *)")) ?? rows[0]);
    }
    if (isDone) this.answers = "";
  }

  following(row) {
    const rows = this.rows();
    const at = rows.indexOf(row);
    const isOpen = (one) => one.matches("[data-sk-open]");
    return rows.slice(at + 1).find(isOpen) ?? rows.slice(0, Math.max(at, 0)).find(isOpen);
  }

  mark(row) {
    for (const one of this.root.querySelectorAll(".sk-now")) {
      if (one === row) continue;
      one.classList.remove("sk-now");
      one.removeAttribute("aria-current");
    }
    this.now = row?.dataset.skKey ?? "";
    if (!row) return;
    row.classList.add("sk-now");
    row.setAttribute("aria-current", "true");
  }

  stand(row, focus = true) {
    this.mark(row);
    if (!row || !focus) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  /** Another page of the same form; the first that there is when none was chosen. */
  turn(name) {
    const tabs = [...this.root.querySelectorAll("[data-sk-tab]")];
    if (!tabs.length) return;
    const chosen = tabs.find((one) => one.dataset.skTab === name) ?? tabs.find((one) => one.dataset.skChosen !== undefined) ?? tabs[0];
    const isNew = this.tab !== undefined && this.tab !== chosen.dataset.skTab;
    this.tab = chosen.dataset.skTab;
    for (const one of tabs) one.setAttribute("aria-pressed", String(one === chosen));
    for (const pane of this.root.querySelectorAll("[data-sk-pane]")) pane.hidden = pane.dataset.skPane !== this.tab;
    if (isNew) this.stand(this.rows().find((one) => one.matches("[data-sk-open]")) ?? this.rows()[0], false);
  }

  /** Whether a key was for this form. */
  hot(key) {
    const rows = this.rows();
    const at = rows.indexOf(this.here());
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && rows.length) {
      this.stand(rows[Math.max(0, Math.min(rows.length - 1, at + step))]);
      return true;
    }
    const named = `[data-sk-hot~="${CSS.escape(nameOf(key))}"]`;
    const found = [...(this.here() ?? this.root).querySelectorAll(named), ...this.root.querySelectorAll(named)]
      .find((one) => (isShown(one) || one.dataset.skDo === "undo") && one.getAttribute("aria-disabled") !== "true" && (one.closest("[data-sk-walk]") ?? this.here()) === this.here());
    if (!found) return false;
    if (found.matches(FIELD)) found.focus();
    else found.click();
    const edited = found.parentElement.matches("[data-sk-edits][open]") && found.parentElement.querySelector(FIELD);
    if (edited) {
      edited.focus();
      edited.setSelectionRange?.(edited.value.length, edited.value.length);
    }
    return true;
  }

  press(button) {
    this.answering(button);
    super.press(button);
  }

  submit(form) {
    if (form) this.answering(form);
    super.submit(form);
  }

  /** What was sent with a button gives the focus back to its row. */
  answered(answer) {
    const id = this.flying.get(answer.id)?.line;
    const unit = id && !this.lines.get(id)?.auto && !answer.problem && this.find(id);
    const row = unit && unit.contains(document.activeElement) && unit.closest("[data-sk-walk]");
    super.answered(answer);
    if (row?.isConnected && row.contains(document.activeElement)) this.stand(this.here());
  }

  answering(node) {
    const row = node.closest("[data-sk-walk]");
    if (row?.matches("[data-sk-open]")) this.answers = row.dataset.skKey;
  }

  keyed(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const plain = !ctrlKey && !metaKey && !altKey && !event.defaultPrevented;
    const isButton = target.closest("button, summary, a, input") && (key === "Enter" || key === " ");
    if (plain && !target.matches(FIELD) && !isButton && this.hot(key)) {
      event.preventDefault();
      event.stopPropagation();
    } else super.keyed(event);
  }
}
