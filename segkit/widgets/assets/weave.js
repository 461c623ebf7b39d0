// New HTML is woven into the old, so that the focus stays where it was. What `holds` says yes to
// (text that is not saved yet, what has the focus) is left alone, and so is what was opened in
// the browser: Python does not draw it.

const STAYS = new Set(["open", "data-lm-suppress-shortcuts"]);
const keyOf = (node) => node.dataset?.skKey ?? "";
const matters = (node) => node.nodeType !== Node.TEXT_NODE || node.data.trim() !== "";
const isLocal = (node) => node.dataset?.skLocal !== undefined;

/** A control as Python drew it. */
function reset(control) {
  if (control.type === "checkbox") control.checked = control.defaultChecked;
  else if (control.nodeName === "SELECT") {
    control.selectedIndex = Math.max(0, [...control.options].findIndex((one) => one.defaultSelected));
  } else if (control.value !== control.defaultValue) control.value = control.defaultValue;
}

function isAsDrawn(control) {
  if (control.type === "checkbox") return control.checked === control.defaultChecked;
  if (control.nodeName === "SELECT") return control.selectedIndex === Math.max(0, [...control.options].findIndex((one) => one.defaultSelected));
  return control.value === control.defaultValue;
}

/** Make `old` like `next`, touching only what differs. */
function weave(old, next, holds) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  const value = holds(old) ? old.value : null;
  for (const { name } of [...old.attributes]) {
    if (next.hasAttribute(name) || STAYS.has(name) || (name === "hidden" && keyOf(old))) continue;
    old.removeAttribute(name);
  }
  for (const { name, value: wanted } of next.attributes) {
    if (name !== "open" && old.getAttribute(name) !== wanted) old.setAttribute(name, wanted);
  }
  if (old.nodeName === "TEMPLATE") old.innerHTML = next.innerHTML;
  else if (old.dataset.skState === undefined) weaveChildren(old, next, holds);
  if (!old.matches("input, textarea, select")) return;
  if (value === null) reset(old);
  else if (old.value !== value) old.value = value;
}

function weaveChildren(old, next, holds) {
  const known = new Map([...old.childNodes].filter(keyOf).map((child) => [keyOf(child), child]));
  let place = old.firstChild;
  const skip = () => { while (place && (!matters(place) || isLocal(place))) place = place.nextSibling; };
  for (const child of [...next.childNodes].filter(matters)) {
    skip();
    const key = keyOf(child);
    const alike = place && !keyOf(place) && place.nodeName === child.nodeName;
    const twin = key ? known.get(key) : alike ? place : null;
    if (!twin) {
      old.insertBefore(child, place);
      continue;
    }
    if (twin === place) place = place.nextSibling;
    else old.insertBefore(twin, place);
    weave(twin, child, holds);
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    const typed = gone.querySelectorAll?.(":is(input, textarea, select):is([data-sk-do], [data-sk-do] [name])");
    const holding = [...typed ?? []].some(holds); // somebody's text
    if (matters(gone) && !isLocal(gone) && !holding) gone.remove();
  }
}
