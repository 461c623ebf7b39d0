// Outputs whose widget ipywidgets gave up on too early are drawn again.

const GIVEN_UP = "Error displaying widget: model not found";
const SHOWN_BY = "application/vnd.jupyter.widget-view+json";

/**
 * A renderer of ipywidgets asks for its model for two seconds, ten times a second, and not once
 * more at their end. Where the page is so busy that model and restored manager come after its last
 * look, its error stays for good, and the twin above it says that no kernel runs.
 */
function redrawGivenUp({ model: { widget_manager: manager } }) {
  let looks = 20; // it has given up by then: it began before there was this model
  const timer = setInterval(() => {
    if (!--looks) clearInterval(timer);
    for (const twin of document.querySelectorAll("[data-sk-twin]")) {
      const id = twin.dataset.skTwin;
      const drawn = twin.closest(".jp-OutputArea-child")?.nextElementSibling;
      if (!drawn?.textContent.includes(GIVEN_UP) || !manager.has_model(id)) continue;
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
