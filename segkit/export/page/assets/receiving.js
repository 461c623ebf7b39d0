// Both ways between calls and destinations: what a call's card says of its receivers is found
// again below each destination, and a name leads to where the thing itself is.

const calls = [...document.querySelectorAll(".sk-calls .sk-event")].map((card) => {
  const [name, version] = card.querySelectorAll("summary b, summary b + .sk-badge");
  return { card, title: name.textContent + (version ? ` v${version.textContent.replace(/\D/g, "")}` : "") };
});
// a page and a screen may have one name
const often = new Map();
for (const { title } of calls) often.set(title, (often.get(title) ?? 0) + 1);
for (const one of calls) if (often.get(one.title) > 1) one.title += ` (${one.card.id.split("-")[0]})`;
const targets = views.filter((view) => view.host.matches(".sk-destinations")).flatMap((view) => view.rows)
  .map((row) => ({ item: row.element, name: plain(row.body(0)), source: plain(row.body(2)) }));
for (const one of document.querySelectorAll(".sk-elsewhere[data-name]")) targets.push({ item: one, ...one.dataset }); // in print, of another part
const linkTo = (id, text) => make("a", { href: `#${id}` }, text);

for (const { item, name, source } of targets) {
  const many = [...item.querySelectorAll("[data-n]")];
  if (!many.length) continue;
  const found = new Map(many.map((line) => [line.textContent.replace(/^\d+ calls/, "").trim(), []]));
  for (const { card, title } of calls) {
    for (const entry of card.querySelectorAll(".sk-received > li, .sk-silent > li")) {
      if (![...entry.querySelectorAll("b")].some((one) => one.textContent === name)) continue;
      if (/if it arrives/.test(entry.textContent) || entry.children[1]?.textContent === "") continue;
      const silent = entry.parentNode.matches(".sk-silent");
      if (!silent && entry.parentNode.previousElementSibling.querySelector("b")?.textContent !== source) continue;
      const key = silent ? entry.lastChild.data.trim() : / as ([^·]*)$/.exec(entry.children[1]?.textContent ?? "")?.[0].trim() ?? "";
      found.get(key)?.push(linkTo(card.id, title));
    }
  }
  for (const line of many) {
    const links = found.get(line.textContent.replace(/^\d+ calls/, "").trim());
    if (links.length) line.append(make("div", { className: "sk-made" }, ...links.flatMap((link) => [link, " "])));
  }
}

/** A name leads to the card of what it names; done when the card is opened. */
function leadOn({ target }) {
  if (target.led || !target.open || !target.closest?.(".sk-event")) return;
  target.led = true;
  for (const name of target.querySelectorAll(".sk-received b, .sk-silent b")) {
    const source = name.closest(".sk-received")?.previousElementSibling.querySelector("b")?.textContent;
    const there = targets.filter((one) => one.name === name.textContent && (!source || one.source === source));
    if (there.length === 1) name.replaceChildren(linkTo(there[0].item.id, name.textContent));
  }
}
document.addEventListener("toggle", leadOn, { capture: true });
document.querySelectorAll(".sk-event > details[open]").forEach((target) => leadOn({ target }));
