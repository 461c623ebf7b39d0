paint(document.querySelectorAll(".sk-code code"), (code) => (
  code.closest(".sk-code").dataset.language || code.closest("[data-language]")?.dataset.language || ""));

// A section for the clipboard, as `segkit export --to paste` makes it: rich text for wikis and
// documents, Markdown for everything else. Rows that are filtered away or folded are in it too.

const KEPT = /^(a|b|blockquote|br|code|del|em|h\d|hr|i|img|li|ol|p|pre|s|strong|su[bp]|table|tbody|t[dhr]|thead|ul)$/;
const INSTEAD = { aside: "blockquote", dl: "ul", dt: "li", summary: "p" };
const ONLY_HERE = "script, style, svg, select, input, button, caption, .sk-anchor, .sk-drawn, .sk-figure .sk-legend, .sk-narrow, .sk-nothing, .sk-paper, .sk-permalink, .sk-rest, .sk-self, .sk-to, .sk-tabbar, .sk-tools, [aria-hidden]";
const LEADS_OUT = /^(https?|mailto):/i;

/** A line of many calls with their names, which elsewhere stand in the place of their number. */
function named(line) {
  const copy = line.cloneNode(true), made = copy.querySelector(".sk-made");
  if (!made) return line;
  copy.firstChild.data = copy.firstChild.data.replace(/^\d+ calls/, [...made.children].map((one) => one.textContent).join(", "));
  made.remove();
  return copy;
}

/** Only what keeps its meaning elsewhere: no class, style or script, no link within the page. */
function rich(from, into) {
  for (const one of from.childNodes) {
    const child = one.dataset?.n === undefined ? one : named(one);
    const name = child.localName;
    if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
    if (!name || child.matches(ONLY_HERE) || (name === "summary" && child.textContent === "More")) continue;
    if (name === "span" && child.previousSibling?.localName === name && into.lastChild) into.append(" · ");
    if (name === "dd") { rich(child, into.lastElementChild ?? into); continue; }
    const stays = KEPT.test(name) && (name !== "a" || LEADS_OUT.test(child.getAttribute("href")));
    const kept = stays ? name : INSTEAD[name];
    const made = kept ? make(kept) : into;
    if (name === "dt") made.append(make("strong", {}, child.textContent.trim().replace(/[^?:]$/, "$&:")), " ");
    else if (name === "pre") made.append(make("code", {}, child.textContent));
    else if (child.dataset.title) made.append(child.dataset.title); // its button is left out
    else rich(child, made);
    for (const attribute of ["href", "src", "alt", "colspan", "start"]) {
      const value = child.getAttribute(attribute);
      if (kept && value) made.setAttribute(attribute, value);
    }
    if (kept) into.append(made);
  }
  return into;
}

const apart = (text) => `\n\n${text.trim()}\n\n`;
const oneLine = (text) => ` ${text.trim().replace(/^- /, "").replace(/\s*\n- /g, "; ").replace(/\s+/g, " ").replaceAll("|", "\\|")} |`;
const strong = (text) => (text.trim() ? `**${text.trim()}**` : "");
const numbered = (item, list) => list.localName === "ol" && `${[...list.children].indexOf(item) + 1}.`;
const MARKS = {
  a: (text, { href }) => (href ? `[${text}](${href})` : text),
  b: strong,
  blockquote: (text) => apart(text.trim().replace(/^/gm, "> ")),
  br: () => "\n",
  code: (text) => `\`${text}\``,
  hr: () => apart("---"),
  img: (text, { alt }) => alt,
  li: (text, item) => `\n${numbered(item, item.parentNode) || "-"} ${text.trim().replace(/\n+/g, "\n  ")}`,
  ol: apart,
  p: apart,
  pre: (text, { textContent }) => apart(`\`\`\`\n${textContent.trim()}\n\`\`\``),
  strong,
  table: (text) => apart(text.replace(/^ +/gm, "")),
  td: oneLine,
  th: oneLine,
  thead: (text) => text + text.replace(/[^|\n]+(?=\|)/g, (cell, at) => (at ? " --- " : cell)),
  tr: (text) => `|${text}\n`,
  ul: apart,
};

/** What rich() gave as Markdown. */
function marked(node) {
  return [...node.childNodes].map((child) => {
    const name = child.localName;
    if (!name) return child.data.replace(/\s+/g, " ");
    const text = marked(child);
    return /^h\d/.test(name) ? apart(`${"#".repeat(name[1])} ${text}`) : MARKS[name]?.(text, child) ?? text;
  }).join("");
}

const said = (node) => marked(node).replace(/ *\n[ \n]*\n/g, "\n\n").trim();
const copyOf = (name, content, kind) => {
  const button = copyButton(t("Copy section"), () => [said(content()), content().innerHTML], `sk-copy ${kind}`);
  button.append(make("span", { className: "sk-sr" }, ` ${name}`));
  return button;
};

const sections = [...document.querySelectorAll(".sk-section")];
const titles = sections.map((section) => section.querySelector(HEADINGS));

titles.forEach((title, first) => {
  if (!title) return;
  const after = titles.findIndex((other, n) => n > first && other?.localName <= title.localName);
  const button = copyOf(title.textContent, () => {
    const copied = make("div");
    const chosen = sections.slice(first, after < 0 ? undefined : after);
    for (const section of chosen) rich(section, copied);
    const next = titles.findIndex((other, n) => n > first && other?.localName === "h2");
    const derived = sections[next < 0 ? sections.length - 1 : next - 1].querySelector(":scope > .sk-derived");
    if (derived && !chosen.includes(derived.parentNode)) copied.append(make("p", {}, derived.textContent)); // of the chapter
    return copied;
  }, "sk-copy-section");
  const self = make("a", { className: "sk-permalink", href: `#${title.id}` });
  self.setAttribute("aria-label", t(`Link to ${title.textContent.trim()}`));
  title.append(self);
  title.after(button);
});

// The card of an event or destination likewise, under its own name.
const cardOf = (name, body, about) => copyOf(name, () => rich(body(), make("div", {}, make("h4", {}, name), ...about)), "sk-copy-card");

for (const details of document.querySelectorAll(".sk-destinations .sk-item .sk-details")) {
  const title = details.closest(".sk-item").querySelector("th[scope=row]");
  const name = [...title.childNodes].map((one) => one.data ?? "").join("").trim() || title.textContent;
  details.prepend(cardOf(name, () => details, []));
}

document.addEventListener("toggle", ({ target }) => { // there may be thousands
  const card = target.open && target.parentNode.matches?.(".sk-event") && target;
  if (!card || card.querySelector(".sk-copy-card")) return;
  const summary = card.querySelector("summary");
  const about = summary.querySelector(".sk-event-about");
  summary.after(cardOf(summary.querySelector("b").textContent, () => {
    const body = card.cloneNode(true);
    body.querySelector("summary").remove();
    return body;
  }, about ? [make("p", {}, about.textContent)] : []));
}, { capture: true });
