/**
 * Makes the views below `root` live.
 *
 * Options: `page` (an exported document: `/` works everywhere, addresses follow the chosen row),
 * `rows`, `state`, `keeps` and `onchange(changed, state)` for the one table of a widget.
 * Returns one object per searchable view, with `state`, `set(change)` and `reveal(id)`.
 */
export function enhance(root, options = {}) {
  const views = [...root.querySelectorAll("[data-sk-table]:not(.sk-live)")]
    .map((host) => new Table(host, options));
  root.querySelectorAll(".sk-tabs").forEach(addTabs);
  root.querySelectorAll(".sk-code").forEach(addCopyButton);
  if (options.page) listenToPage(views);
  return views;
}

function listenToPage(views) {
  const follow = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a stray % is part of the id */ }
    if (id) views.some((view) => view.reveal(id));
  };
  window.addEventListener("hashchange", follow);
  follow();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const nearest = views.map((view) => ({ view, box: view.host.getBoundingClientRect() }))
      .find(({ box }) => box.bottom > 80 && box.top < window.innerHeight);
    if (!nearest) return;
    event.preventDefault();
    nearest.view.search.focus();
  });
}
