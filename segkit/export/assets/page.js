/* What scripts add to the page: searchable tables, where one is in the contents, the theme. */

enhance(document, { page: true });

const links = new Map();
for (const link of document.querySelectorAll(".sk-contents a[href^='#']")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}
function markCurrent() {
  const headings = [...links.keys()];
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
  const current = passed.length ? passed[passed.length - 1] : headings[0];
  for (const [heading, link] of links) {
    if (heading === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; markCurrent(); });
}, { passive: true });
markCurrent();

const contents = document.querySelector(".sk-contents details");
if (contents && matchMedia("(max-width: 64rem)").matches) contents.open = false;
addEventListener("beforeprint", () => { if (contents) contents.open = true; });

const tools = document.querySelector(".sk-bar-tools");
if (tools) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.createElement("button");
  button.type = "button";
  const shown = () => document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
  const name = () => { button.textContent = shown() === "dark" ? "Light theme" : "Dark theme"; };
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = shown() === "dark" ? "light" : "dark";
    name();
    try { localStorage.setItem("segkit-theme", shown()); } catch { /* private window */ }
  });
  try {
    const kept = localStorage.getItem("segkit-theme");
    if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
  } catch { /* private window */ }
  name();
  dark.addEventListener("change", name);
  tools.append(button);
}
