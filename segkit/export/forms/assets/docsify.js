// What a guide's docsify site has of its own: a search over the whole guide, and colours in code
// of every language. colours.js stands before this file.

const MOST = 40;
const plainly = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Every heading, row, item and paragraph of the page, with the heading above it. */
function unitsOf(main) {
  let above = null;
  return [...main.querySelectorAll("h1, h2, h3, h4, h5, h6, p, li, tr, pre")].map((element) => {
    if (/^H\d/.test(element.tagName)) above = element;
    const text = element.textContent.replace(/\s+/g, " ").trim();
    return { element, heading: above?.textContent.trim() ?? "", isHeading: element === above, text, plain: plainly(text) };
  }).filter(({ text }) => text);
}

function hitsOf(units, query) {
  const words = plainly(query).split(/\s+/).filter(Boolean);
  const whole = words.join(" ");
  const score = ({ plain, isHeading }) => (plain === whole ? 4 : plain.startsWith(whole) ? 3 : plain.includes(whole) ? 2 : 1) + (isHeading ? 4 : 0);
  return words.length ? units.filter(({ plain }) => words.every((word) => plain.includes(word)))
    .map((unit) => [score(unit), unit]).sort((a, b) => b[0] - a[0]).map(([, unit]) => unit) : [];
}

function addSearch(hook) {
  let units = [];
  const box = document.createElement("input");
  box.type = "search";
  box.placeholder = "Search the guide";
  box.setAttribute("aria-label", box.placeholder);
  const list = document.createElement("ol");
  const field = document.createElement("div");
  field.className = "sk-site-search";
  field.append(box, list);
  box.addEventListener("input", () => {
    const hits = hitsOf(units, box.value);
    list.replaceChildren(...hits.slice(0, MOST).map(({ element, heading, isHeading, text }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = "#";
      link.textContent = isHeading ? text : `${heading}: ${text.slice(0, 90)}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        element.scrollIntoView({ block: "center" });
      });
      item.append(link);
      return item;
    }), ...(hits.length > MOST ? [`and ${hits.length - MOST} more`] : []));
  });
  hook.doneEach(() => {
    document.querySelector(".sidebar-nav")?.before(field);
    units = unitsOf(document.querySelector("#main"));
  });
}

function addColours(hook) {
  hook.doneEach(() => {
    const codes = [...document.querySelectorAll("#main pre[data-lang] > code")];
    for (const code of codes) code.textContent = code.textContent; // without docsify's own colours
    paint(codes, (code) => code.parentElement.dataset.lang);
  });
}

window.$docsify = { ...window.$docsify, plugins: [addSearch, addColours] };
