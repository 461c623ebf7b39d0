// Switches for showing a notebook to a room. Only the page's look changes: classes on the body
// and on the cells, taken away again when the switch is off or the widget goes.

const CELL = ".jp-Cell, .jp-RenderedMarkdown.voila-cell";

const LABELS = {
  large: "Large type",
  code_hidden: "Hide code",
  one_section: "One section at a time",
};

function button(text, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
  return made;
}

/** Cells of this notebook, in order, by section: a heading of the second level begins one. */
function sectionsOf(el) {
  const notebook = el.closest(".jp-Notebook, .jp-NotebookPanel") ?? document;
  const found = [];
  for (const cell of notebook.querySelectorAll(CELL)) {
    const heading = cell.querySelector("h1, h2");
    if (heading || found.length === 0) {
      const title = heading ? heading.textContent.replace("¶", "").trim() : "Beginning";
      found.push({ title, cells: [] });
    }
    found.at(-1).cells.push(cell);
  }
  return found;
}

function render({ model, el }) {
  const giveBack = takeOver(el);
  el.classList.add("sk-widget");
  const bar = document.createElement("div");
  bar.className = "sk sk-presenter";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Presenting");
  const switches = Object.entries(LABELS).map(([name, label]) => {
    const one = button(label, model.get(name));
    one.addEventListener("click", () => { model.set(name, !model.get(name)); model.save_changes(); });
    return [name, one];
  });
  const steps = document.createElement("div");
  steps.className = "sk sk-presenter-steps";
  steps.setAttribute("role", "navigation");
  steps.setAttribute("aria-label", "Sections");
  const back = button("◀ Back");
  const next = button("Next ▶");
  const all = button("Show all");
  const where = document.createElement("span");
  where.setAttribute("role", "status");
  steps.append(back, where, next, all);
  bar.append(...switches.map(([, one]) => one));
  el.replaceChildren(bar);

  let at = 0;

  const show = () => {
    const parts = sectionsOf(el);
    const single = model.get("one_section");
    at = Math.max(0, Math.min(at, parts.length - 1));
    parts.forEach((part, index) => {
      for (const cell of part.cells) cell.classList.toggle("sk-not-now", single && index !== at);
    });
    steps.remove();
    if (!single) return;
    document.body.append(steps);
    where.textContent = `${at + 1} of ${parts.length}: ${parts[at]?.title ?? ""}`;
    back.disabled = at === 0;
    next.disabled = at === parts.length - 1;
  };
  const go = (step) => {
    at += step;
    show();
    sectionsOf(el)[at]?.cells[0]?.scrollIntoView({ block: "start" });
  };
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  all.addEventListener("click", () => { model.set("one_section", false); model.save_changes(); });

  // Page keys are what a clicker for slides sends; who is typing keeps them.
  const keys = (event) => {
    if (!model.get("one_section") || event.target.closest?.("input, textarea, select, .cm-editor")) return;
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const last = sectionsOf(el).length - 1;
    if (at + step >= 0 && at + step <= last) go(step);
  };

  const draw = () => {
    for (const [name, one] of switches) {
      one.setAttribute("aria-pressed", String(model.get(name)));
      document.body.classList.toggle(`sk-present-${name}`, model.get(name));
    }
    if (model.get("one_section")) {
      const own = sectionsOf(el).findIndex((part) => part.cells.some((cell) => cell.contains(el)));
      if (!steps.isConnected) at = Math.max(0, own);
    }
    show();
  };
  window.addEventListener("keydown", keys, true);
  model.on("change", draw);
  draw();
  return () => {
    giveBack();
    window.removeEventListener("keydown", keys, true);
    model.off("change", draw);
    steps.remove();
    for (const name of Object.keys(LABELS)) document.body.classList.remove(`sk-present-${name}`);
    for (const cell of document.querySelectorAll(".sk-not-now")) cell.classList.remove("sk-not-now");
  };
}

export default { render };
