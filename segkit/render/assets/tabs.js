// Code in several languages: one tab for each, and a choice that is remembered.

const LANGUAGE_KEY = "segkit.language";

function storedLanguage() {
  try { return localStorage.getItem(LANGUAGE_KEY); } catch { return null; } // storage may be forbidden
}

function storeLanguage(language) {
  try { localStorage.setItem(LANGUAGE_KEY, language); } catch { /* the choice lasts for this page then */ }
}

/** A page holds a tab as one block; around it come what stands around every other. */
function unpacked(block) {
  const { language, title } = block.dataset;
  const panel = make("div", { className: "sk-tab", id: block.id }, make("p", { className: "sk-tabname" }, title));
  panel.dataset.language = language;
  block.replaceWith(panel);
  for (const name of ["class", "id", "data-language", "data-title"]) block.removeAttribute(name);
  block.tabIndex = 0;
  panel.append(make("div", { className: "sk-code" }, block));
}

const tabGroups = new Set();
let tabsMade = 0;

function addTabs(host) {
  if (host.classList.contains("sk-live")) return;
  host.querySelectorAll(":scope > pre.sk-tab").forEach(unpacked);
  const panels = [...host.querySelectorAll(":scope > .sk-tab")];
  if (panels.length < 2) return;
  const bar = make("div", { className: "sk-tabbar" });
  bar.setAttribute("role", "tablist");
  bar.setAttribute("aria-label", host.dataset.label || t("Language"));
  const group = { host, panels, tabs: panels.map((panel) => addTab(panel, bar)) };
  group.choose = (language) => {
    const index = panels.findIndex((panel) => panel.dataset.language === language);
    if (index < 0) return false;
    panels.forEach((panel, i) => {
      panel.hidden = i !== index;
      group.tabs[i].setAttribute("aria-selected", String(i === index));
      group.tabs[i].tabIndex = i === index ? 0 : -1;
    });
    return true;
  };
  bar.addEventListener("click", (event) => pickTab(group, event.target.closest("[role=tab]")));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = group.tabs.indexOf(event.target);
    const next = group.tabs[(here + step + group.tabs.length) % group.tabs.length];
    pickTab(group, next);
    next.focus();
    event.preventDefault();
  });
  host.prepend(bar);
  host.classList.add("sk-live");
  tabGroups.add(group);
  if (!group.choose(storedLanguage())) group.choose(panels[0].dataset.language);
}

function addTab(panel, bar) {
  const heading = panel.querySelector(".sk-tabname");
  const tab = make("button", { type: "button" }, heading.textContent.trim());
  tab.setAttribute("role", "tab");
  panel.id ||= `sk-tab-${++tabsMade}`;
  tab.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-label", heading.textContent.trim());
  bar.append(tab);
  return tab;
}

/** A choice counts for every group that has the language; the chosen tab stays where it is on screen. */
function pickTab(group, tab) {
  if (!tab) return;
  const { language } = group.panels[group.tabs.indexOf(tab)].dataset;
  const before = tab.getBoundingClientRect().top;
  for (const other of tabGroups) {
    if (other.host.isConnected) other.choose(language);
    else tabGroups.delete(other);
  }
  window.scrollBy(0, tab.getBoundingClientRect().top - before);
  storeLanguage(language);
}
