// A notebook as parts and steps: a heading of the second level begins a part, a code cell with
// an output, or on its way to one, is a step. Nothing else of it is asked for, so a cell that somebody adds is a step.

const titleOf = (heading) => heading.textContent.replace("¶", "").trim();

/** While it runs again it has none, and nobody is to be sent to another step. */
const hasOutput = (cell) => Boolean(cell.querySelector(".jp-OutputArea-child")) || cell.querySelector(".jp-InputPrompt")?.textContent === "[*]:";

/** Nobody ran it, or a cell above it failed. */
const didNotRun = (cell) => cell.querySelector(".jp-InputPrompt")?.textContent === "[ ]:" && cell.querySelector(".cm-content")?.textContent !== "";

/** Parts in order, each with its steps; a step is the cells that it shows. */
function partsOf(panel) {
  const parts = [];
  let text = [];
  for (const cell of panel.querySelectorAll(".jp-Notebook .jp-Cell")) {
    const heading = cell.matches(".jp-MarkdownCell") && cell.querySelector("h2");
    const part = parts.at(-1);
    if (heading) {
      parts.push({ title: titleOf(heading), head: cell, steps: [], waiting: 0 });
      text = [];
    } else if (cell.matches(".jp-MarkdownCell")) text.push(cell);
    else if (part && cell.matches(".jp-CodeCell") && hasOutput(cell)) {
      part.steps.push([part.head, ...text, cell]);
      text = [];
    } else if (part && cell.matches(".jp-CodeCell") && didNotRun(cell)) part.waiting += 1;
    const last = parts.at(-1);
    if (last && text.length) last.rest = text;
    else if (last) last.rest = [];
  }
  for (const { head, steps, rest = [] } of parts) {
    if (!steps.length) steps.push([head]);
    steps.at(-1).push(...rest);
  }
  return parts;
}

/** Cells that JupyterLab keeps out of the page until somebody scrolls to them. */
const isWindowed = (panel) => Boolean(panel.querySelector(".jp-WindowedPanel-placeholder, .jp-Cell-Placeholder"))
  || panel.querySelector(".jp-WindowedPanel-outer")?.dataset.windowedList === "true";
