// Puts the form of segkit.views.reading into a notebook: each choice is one message to Python,
// and the answer is new HTML that is woven into the old, so that the focus stays where it was.
//
// Nothing is decided here. Choices are sent a moment after the last key, because arrow keys in
// a closed select pass over every value on the way to the wanted one.

const PAUSE = 350; // milliseconds

/** The shared list of roles into every select of a column. */
function fill(root) {
  const roles = [...(root.querySelector("select[data-sk-roles]")?.options ?? [])];
  for (const select of root.querySelectorAll("select[data-sk-do=role]")) {
    const { skValue: value, skFound: found } = select.dataset;
    select.append(new Option(`Find out (${found})`, ""), ...roles.map((role) => role.cloneNode(true)));
    for (const option of select.options) option.defaultSelected = option.value === value;
    select.value = value;
  }
}

/** A selector that finds a control again after it was drawn anew. */
function selectorOf(control) {
  const parts = ["sk-do", "sk-tab", "sk-column"].map((name) => {
    const value = control.getAttribute(`data-${name}`);
    return value === null ? "" : `[data-${name}="${CSS.escape(value)}"]`;
  });
  return parts.join("");
}

function render({ model, el }) {
  el.classList.add("sk-widget");
  const root = document.createElement("div");
  const said = document.createElement("div"); // for screen readers; it has to stay where it is
  said.className = "sk-reading-said";
  said.setAttribute("role", "status");
  el.replaceChildren(root, said);
  let waiting = "";
  let timer = 0;
  let pending = null;

  const flush = () => {
    clearTimeout(timer);
    if (!pending) return;
    waiting = crypto.randomUUID?.() ?? String(Math.random()); // no randomUUID over plain http
    model.send({ ...pending, ticket: waiting });
    pending = null;
  };
  const later = (message) => {
    const same = pending && pending.tab === message.tab && pending.column === message.column
      && pending.do === message.do;
    if (!same) flush();
    pending = message;
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE);
  };
  const messageOf = ({ dataset, value }) => (
    { do: dataset.skDo, tab: dataset.skTab, column: dataset.skColumn, value: value ?? "" });

  root.addEventListener("change", (event) => {
    if (event.target.matches("select[data-sk-do]")) later(messageOf(event.target));
  });
  root.addEventListener("focusout", flush);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-sk-do]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    flush();
    pending = messageOf(button);
    flush();
  });

  const draw = () => {
    const { html, said: words, ticket } = model.get("shown");
    if (pending || (waiting && ticket !== waiting)) return; // an answer to an older choice
    waiting = "";
    const next = document.createElement("div");
    next.innerHTML = html; // escaped by segkit.views
    fill(next);
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    weave(root, next);
    if (focused && !root.contains(document.activeElement)) {
      const tab = focused.closest("[data-sk-key]")?.dataset.skKey
        ?? focused.dataset.skTab;
      const place = root.querySelector(selectorOf(focused))
        ?? root.querySelector(`[data-sk-key="${CSS.escape(tab ?? "")}"] summary`);
      place?.focus();
    }
    said.textContent = words;
  };

  const giveKeysBack = keepKeys(root);
  model.on("change:shown", draw);
  draw();
  return () => {
    flush();
    giveKeysBack();
    model.off("change:shown", draw);
  };
}

export default { render };
