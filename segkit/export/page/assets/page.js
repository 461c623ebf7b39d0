// What scripts add to the page: live views, where one is in the contents, the theme.
// search.js and colours.js follow in the same module.

// A list that stood before is a link without this script, and tables like another have no headings.
for (const link of document.querySelectorAll("[data-as]")) {
  const first = document.getElementById(link.hash.slice(1)), list = first.cloneNode(true);
  if (first.matches(".sk-elsewhere")) continue; // in print, of another part: the link leads there
  for (const one of [list, ...list.querySelectorAll("[id]")]) one.removeAttribute("id");
  const nameOf = (line) => line.querySelector("b")?.textContent;
  let place = link.parentNode;
  const name = first.closest(".sk-item")?.querySelector("summary b, th > code")?.textContent;
  const word = make(place.localName, { className: "sk-paper sk-as" }); // on paper it stays a word
  word.dataset.said = t(`as for ${name}`) + ".";
  if (place.localName !== "li") {
    if (name) place.after(word);
    list.classList.toggle("sk-again", Boolean(name));
  } else { // what differs follows it
    place = place.parentNode;
    const others = [...place.children].slice(1);
    for (const line of name ? list.children : []) line.classList.add("sk-again");
    for (const line of others) {
      const same = [...list.children].find((one) => nameOf(one) === nameOf(line));
      if (same) same.replaceWith(line);
      else list.append(line);
    }
    word.dataset.said = t(`as for ${name}, but for`) + ":";
    if (name) list.prepend(word);
  }
  place.replaceWith(list);
}

for (const list of document.querySelectorAll(".sk-calls")) {
  const head = list.querySelector("thead");
  if (!head) continue; // in print, of another part; paper shows none
  for (const body of list.querySelectorAll(".sk-props > tbody:first-child")) body.before(head.cloneNode(true));
}

const views = enhance(document, { page: "with its own search" });

// On a phone each cell of a table without a script of its own is a line below the row's first.
for (const table of document.querySelectorAll(".sk-stack .sk-grid")) {
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, n) => { if (n) cell.dataset.label = names[n]; });
}

// Where all of a table has room nothing scrolls: no shadow, no stop for the Tab key, and the
// headings can stay in sight. First every width is read, then written: one layout for all.
const room = new ResizeObserver((seen) => {
  const fits = seen.map(({ target, contentRect }) => contentRect.width <= target.parentElement.clientWidth + 1);
  seen.forEach(({ target }, n) => {
    const frame = target.parentElement;
    if (frame.matches(".sk-tall")) return;
    frame.classList.toggle("sk-fits", fits[n]);
    if (frame.hasAttribute("tabindex")) frame.tabIndex = fits[n] ? -1 : 0;
  });
});
document.querySelectorAll(".sk-scroll > :is(table, svg)").forEach((one) => room.observe(one));

// ---- contents

const contents = document.getElementById("contents");
const contentsBox = contents.querySelector("details");
const narrow = matchMedia("(max-width: 64rem)");
const here = contents.querySelector(".sk-here");
const chapters = [...contents.querySelectorAll("a[href^='#']")]
  .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ heading }) => heading);

function markCurrent() {
  if (!chapters.length) return;
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const passed = chapters.filter(({ heading }) => heading.getBoundingClientRect().top < 140);
  const current = atEnd && scrollY > 0 ? chapters.at(-1) : passed.at(-1) ?? chapters[0];
  if (current.link.hasAttribute("aria-current")) return;
  for (const { link } of chapters) link.removeAttribute("aria-current");
  current.link.setAttribute("aria-current", "true");
  here.textContent = passed.length ? current.link.textContent : "";
  const [frame, mark] = [contents.getBoundingClientRect(), current.link.getBoundingClientRect()];
  if (!narrow.matches && (mark.top < frame.top + 60 || mark.bottom > frame.bottom - 60)) {
    contents.scrollTop += mark.top - frame.top - frame.height / 2;
  }
}

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; markCurrent(); });
}, { passive: true });

const fold_contents = () => { contentsBox.open = !narrow.matches; };
narrow.addEventListener("change", fold_contents);
fold_contents();
contents.addEventListener("click", (event) => {
  if (narrow.matches && event.target.closest("a")) contentsBox.open = false;
});
contents.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !narrow.matches || !contentsBox.open) return;
  contentsBox.open = false;
  contentsBox.querySelector("summary").focus();
});
addEventListener("beforeprint", () => { contentsBox.open = true; });
addEventListener("afterprint", fold_contents);
requestAnimationFrame(markCurrent); // the page is laid out once then, with all that follows here

// ---- theme

const tools = document.querySelector(".sk-bar-tools");
const dark = matchMedia("(prefers-color-scheme: dark)");
const themeButton = make("button", { type: "button", className: "sk-theme" });
const shownTheme = () => document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
function nameTheme() {
  const isDark = shownTheme() === "dark";
  themeButton.title = isDark ? t("Light theme") : t("Dark theme");
  themeButton.setAttribute("aria-label", themeButton.title);
  themeButton.textContent = isDark ? "☀" : "☾";
}
themeButton.addEventListener("click", () => {
  const next = shownTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  nameTheme();
  try { localStorage.setItem("segkit-theme", next); } catch { /* the choice lasts for this visit */ }
});
dark.addEventListener("change", nameTheme);
nameTheme();
tools.append(themeButton);
