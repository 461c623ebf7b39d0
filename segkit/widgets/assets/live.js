// A searchable view in a notebook: its rows come from the kernel, its state goes there and back.

const SYNCED = ["query", "sort_column", "sort_descending", "filters", "selected", "kept", "problem", "said"];

function render({ model, el }) {
  const giveBack = typeof takeOver === "function" ? takeOver(el) : () => {}; // of a notebook's cell
  el.classList.add("sk-widget");
  // JupyterLab hears keys before the widget does: plain ones are the widget's, combinations
  // such as save stay JupyterLab's. The window hears them before either; the mark has to be on
  // the focused element itself, because JupyterLab asks from there upwards.
  const share = ({ target, ctrlKey, metaKey }) => {
    if (!el.contains(target)) return;
    if (ctrlKey || metaKey) delete target.dataset.lmSuppressShortcuts;
    else target.dataset.lmSuppressShortcuts = "true";
  };
  window.addEventListener("keydown", share, true);
  let view;
  const read = () => Object.fromEntries(SYNCED.map((name) => [name, model.get(name)]));
  const save = (changed) => {
    for (const [name, value] of Object.entries(changed)) model.set(name, value);
    model.save_changes();
  };
  const draw = () => {
    // the rows stand between two comments, each on a line of its own
    const [before, items, after] = model.get("html").split("<!--rows-->");
    el.innerHTML = before + (after ?? ""); // escaped by segkit.views
    const rows = items?.trim().split(/\n(?=<(?:tbody|div) class="sk-item)/);
    [view] = enhance(el, { rows, state: read(), keeps: model.get("keeps"), onchange: save });
  };
  const follow = () => view?.set(read(), { silent: true });
  model.on("change:html", draw);
  for (const name of SYNCED) model.on(`change:${name}`, follow);
  draw();
  return () => {
    giveBack();
    window.removeEventListener("keydown", share, true);
    model.off("change:html", draw);
    for (const name of SYNCED) model.off(`change:${name}`, follow);
  };
}

export default { render };
