// Rows as text for other programs: CSV for spreadsheets, Markdown for wikis; and the clipboard.

/** A cell that a spreadsheet would compute becomes text; so does one that looks as if it did. */
const harmless = (cell) => (/^['\s]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const asCsv = (grid) => grid.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(",")}\r\n`).join("");

const literal = (cell) => cell.replace(/[\\`*_[\]<>|~]/g, "\\$&").replace(/\s+/g, " ");
const line = (cells) => `| ${cells.join(" | ")} |\n`;
const asMarkdown = ([head, ...rows]) => line(head.map(literal)) + line(head.map(() => "---"))
  + rows.map((row) => line(row.map(literal))).join("");

/** Onto the clipboard, as plain text and where there is some as HTML; true when it is there. */
async function copy(text, html) {
  const kinds = { "text/plain": text, ...(html && { "text/html": html }) };
  const inBlobs = () => Object.entries(kinds).map(([type, data]) => [type, new Blob([data], { type })]);
  try {
    await (html ? navigator.clipboard.write([new ClipboardItem(Object.fromEntries(inBlobs()))])
      : navigator.clipboard.writeText(text));
    return true;
  } catch { // no permission, or an old browser: the way that always worked
    const put = (event) => {
      for (const [type, data] of Object.entries(kinds)) event.clipboardData.setData(type, data);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("copy", put, true);
    const copied = document.execCommand("copy");
    window.removeEventListener("copy", put, true);
    return copied;
  }
}

/** A button that copies what `content()` gives, text or text and HTML, and says whether it did. */
function copyButton(name, content, className = "") {
  const button = make("button", { type: "button", className }, name);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    button.firstChild.data = await copy(...[content()].flat()) ? t("Copied") : t("Not copied");
    setTimeout(() => { button.firstChild.data = name; }, 1600);
  });
  return button;
}

function addCopyButton(block) {
  if (!block.querySelector("pre") || block.querySelector(".sk-copy")) return;
  block.append(copyButton(t("Copy"), () => block.querySelector("pre").textContent, "sk-copy"));
}
