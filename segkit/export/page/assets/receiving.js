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

const many = targets.map(({ item }) => [...item.querySelectorAll("[data-n]")]);
// what every card says of a destination, by its name: read once, asked by each destination
const told = new Map();
if (many.some((lines) => lines.length)) {
  for (const { card, title } of calls) {
    for (const entry of card.querySelectorAll(".sk-received > li, .sk-silent > li")) {
      const how = entry.children[1]?.textContent;
      if (/if it arrives/.test(entry.textContent) || how === "") continue;
      const silent = entry.parentNode.matches(".sk-silent");
      const line = { card, title, silent };
      if (!silent) line.from = entry.parentNode.previousElementSibling.querySelector("b")?.textContent;
      line.key = silent ? entry.lastChild.data.trim() : / as ([^·]*)$/.exec(how ?? "")?.[0].trim() ?? "";
      for (const one of new Set([...entry.querySelectorAll("b")].map((b) => b.textContent))) {
        if (!told.has(one)) told.set(one, []);
        told.get(one).push(line);
      }
    }
  }
}

const keyOf = (line) => line.textContent.replace(/^\d+ calls/, "").trim();
targets.forEach(({ name, source }, n) => {
  const found = new Map(many[n].map((line) => [keyOf(line), []]));
  for (const { card, title, key, silent, from } of (found.size && told.get(name)) || []) {
    if (silent || from === source) found.get(key)?.push(linkTo(card.id, title));
  }
  for (const line of many[n]) {
    const links = found.get(keyOf(line));
    if (links.length) line.append(make("div", { className: "sk-made" }, ...links.flatMap((link) => [link, " "])));
  }
});

/** A name leads to the card of what it names; done when the card is opened, or printed. */
function leadOn(card) {
  if (card.led) return;
  card.led = true;
  for (const name of card.querySelectorAll(".sk-received b, .sk-silent b")) {
    const source = name.closest(".sk-received")?.previousElementSibling.querySelector("b")?.textContent;
    const there = targets.filter((one) => one.name === name.textContent && (!source || one.source === source));
    if (there.length === 1) name.replaceChildren(linkTo(there[0].item.id, name.textContent));
  }
}
document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.closest?.(".sk-event")) leadOn(target);
}, { capture: true });
document.querySelectorAll(".sk-event > details[open]").forEach(leadOn);
addEventListener("beforeprint", () => document.querySelectorAll(".sk-event > details").forEach(leadOn));
