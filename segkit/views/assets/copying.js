// Rows as text for other programs: CSV for spreadsheets, Markdown for wikis; and the clipboard.

/** A cell that a spreadsheet would compute becomes text; so does one that looks as if it did. */
const harmless = (cell) => (/^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const asCsv = (grid) => grid.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(",")}\r\n`).join("");

const literal = (cell) => cell.replace(/[\\`*_[\]<>|~]/g, "\\$&").replace(/\s+/g, " ");
const line = (cells) => `| ${cells.join(" | ")} |\n`;
const asMarkdown = ([head, ...rows]) => line(head.map(literal)) + line(head.map(() => "---"))
  + rows.map((row) => line(row.map(literal))).join("");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no permission, or an old browser: the way that always worked
    const area = make("textarea", { value: text, className: "sk-sr" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/** A button that copies what `text()` gives, and says that it did. */
function copyButton(name, text, className = "") {
  const button = make("button", { type: "button", className }, name);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copy(text());
    button.textContent = t("Copied");
    setTimeout(() => { button.textContent = name; }, 1600);
  });
  return button;
}

function addCopyButton(block) {
  if (block.querySelector(".sk-copy")) return;
  block.append(copyButton(t("Copy"), () => block.querySelector("pre").textContent, "sk-copy"));
}
