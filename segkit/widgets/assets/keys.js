// JupyterLab hears keys before a widget does: plain ones are the widget's, combinations such as
// save stay JupyterLab's. The window hears them before either. The mark has to be on the control
// itself: JupyterLab's shortcuts match whatever has the focus in a notebook.

/** Keep plain keys for what is below `root`; gives what takes that back. */
function keepKeys(root) {
  const share = ({ target, ctrlKey, metaKey }) => {
    if (!root.contains(target)) return;
    target.toggleAttribute("data-lm-suppress-shortcuts", !ctrlKey && !metaKey);
  };
  window.addEventListener("keydown", share, true);
  return () => window.removeEventListener("keydown", share, true);
}
