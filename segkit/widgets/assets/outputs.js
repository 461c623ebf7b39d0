// What the outputs of a notebook show, where ipywidgets itself would leave it at something false.

const GIVEN_UP = "Error displaying widget: model not found";
const SHOWN_BY = "application/vnd.jupyter.widget-view+json";
const OVER = new Set(["restarting", "autorestarting", "terminating", "dead"]);

function watchOutputs({ model }) {
  const ends = [redrawGivenUp(model.widget_manager), endPulls(model)];
  return () => ends.forEach((end) => end());
}

/** Each widget of this notebook that has a static twin: its id, and the output that shows it. */
function* ownOutputs(manager) {
  for (const twin of document.querySelectorAll("[data-sk-twin]")) {
    const id = twin.dataset.skTwin;
    const output = twin.closest(".jp-OutputArea-child")?.nextElementSibling;
    if (output && manager?.has_model?.(id)) yield [id, output];
  }
}

/**
 * A renderer of ipywidgets asks for its model for two seconds, ten times a second, and not once
 * more at their end. Where the page is so busy that model and restored manager come after its last
 * look, its error stays for good, and the twin above it says that no kernel runs.
 */
function redrawGivenUp(manager) {
  let looks = 20; // it has given up by then: it began before there was this model
  const timer = setInterval(() => {
    if (!--looks) clearInterval(timer);
    for (const [id, shown] of ownOutputs(manager)) {
      if (!shown.textContent.includes(GIVEN_UP)) continue;
      for (const { outputs } of manager.context?.model?.cells ?? []) {
        for (let n = 0; n < (outputs?.length ?? 0); n += 1) {
          const output = outputs.get(n);
          if (output.data[SHOWN_BY]?.model_id === id) output.setData({ data: output.data });
        }
      }
    }
  }, 250);
  return () => clearInterval(timer);
}

/** The bars of a pull stand still when its kernel is gone; the twin, which says so, takes their place. */
function endPulls(model) {
  const manager = model.widget_manager;
  const kernel = manager?.kernel;
  const look = () => {
    if (kernel && !kernel.isDisposed && !OVER.has(kernel.status)) return;
    for (const [, shown] of ownOutputs(manager)) shown.querySelector(".sk-pulling")?.classList.remove("sk-widget");
  };
  kernel?.statusChanged?.connect(look);
  model.on("comm_live_update", look);
  return () => kernel?.statusChanged?.disconnect(look);
}
