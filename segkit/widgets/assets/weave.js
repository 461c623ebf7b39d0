// New HTML is woven into the old, so that the focus stays where it was; inputs that somebody is
// typing in are left alone.

const keyOf = (node) => node.dataset?.skKey ?? "";
const matters = (node) => node.nodeType !== Node.TEXT_NODE || node.data.trim() !== "";
const isTyped = (node) => node.matches?.("input, textarea") && node.value !== node.defaultValue;

/** Make `old` like `next`, touching only what differs. */
function weave(old, next) {
  if (old.nodeName !== next.nodeName || keyOf(old) !== keyOf(next)) {
    old.replaceWith(next);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  const typed = isTyped(old) && !next.hasAttribute("data-sk-reset");
  const kept = typed ? old.value : null;
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const wanted = next.value;
  const before = [...old.childNodes].filter(matters);
  const after = [...next.childNodes].filter(matters);
  after.forEach((child, index) => {
    if (before[index]) weave(before[index], child);
    else old.append(child);
  });
  for (const extra of before.slice(after.length)) extra.remove();
  if (old.nodeName === "SELECT") old.value = wanted;
  else if (old.matches("input, textarea")) old.value = kept ?? wanted;
}
