// Full-text search over the whole guide: every paragraph, row and detail, also what is folded away.
// Hits are things (an event, a trait, a destination, a section) before they are lines of text:
// titles go before labels, labels before cells. searchbox.js shows them.

const HEADINGS = "h2, h3, h4, h5, h6";
const UNITS = `${HEADINGS}, p, li, tr, pre, dt, blockquote, figcaption > p`;
const SKIPPED = "svg, script, button, summary, .sk-tools, .sk-derived, .sk-anchor, .sk-narrow, .sk-permalink, .sk-tabbar, .sk-nothing, caption, thead";
const LABELS = 4; // cells of a row that name it; what follows describes it

// What a thing is, by the id of its element, and how much it counts among equals.
const KINDS = {
  track: [t("Events"), 6], common: [t("Events"), 3], page: [t("Pages and screens"), 5], screen: [t("Pages and screens"), 5],
  trait: [t("Traits"), 6], group: [t("Traits"), 3], destination: [t("Destinations"), 5], source: [t("Sources"), 4],
  warehouse: [t("Warehouses"), 4], consideration: [t("Considerations"), 2], word: [t("Words"), 4],
};
const SECTION = [t("Sections"), 4.5];
const ELSEWHERE = [t("Elsewhere"), 0];
const SMALL = new Set("a an and are by do does for from get gets goes how i in is it me my of our receive receives send sends sent show that the to us we what when where which who why with".split(" "));
const SYNONYMS = "{{ synonyms }}";

const ASCII = /^[\x00-\x7f]*$/;
const folded = (text) => (ASCII.test(text) ? text.toLowerCase() : fold(text));
const apartFrom = (text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** A title as people may type it: `anonymousId` is two words and one. */
const titlesOf = (text) => [...new Set([apartFrom(text), apartFrom(text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 "))])];

/** The words of an element, those of different parts kept apart. */
function wordsOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (
    node.nodeType === Node.ELEMENT_NODE && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (/^(TD|DD|DT|P|LI|DIV|BR|SUMMARY|TR|TH|UL|DETAILS|SMALL)$/.test(node.nodeName) || node.className === "sk-event-about") text += " ";
  }
  return text.replace(/\s+/g, " ").trim();
}

const rowWords = (row) => [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ");
const kindOf = (element) => KINDS[element.id?.split("-", 1)[0]];

/** At most one letter is wrong, missing, too much, or changed with its neighbour. */
function isNear(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const [a, b] = [one.slice(from), other.slice(from)];
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1)
    || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

/** Walks the page once, in pieces, and remembers every unit of text with its thing. */
class Index {
  constructor(root) {
    this.entries = [];
    this.trail = [];
    this.titleWords = new Set();
    this.walk = this.units(root);
  }

  * units(parent, thing = null) {
    for (const element of parent.children) {
      if (element.matches(SKIPPED)) continue;
      if (element.matches(HEADINGS)) {
        const level = Number(element.tagName[1]);
        const text = wordsOf(element);
        this.trail = [...this.trail.filter((one) => one.level < level), { level, text }];
        yield this.add(element, text, this.thing(element, text, text, SECTION));
      } else if (element.matches(".sk-event:has(summary)")) {
        const summary = element.querySelector("summary");
        const text = wordsOf(summary);
        const named = (summary.querySelector(".sk-event-name, b") ?? summary).textContent.trim();
        const card = this.thing(element, named, text, kindOf(element) ?? ELSEWHERE);
        yield this.add(element, text, card);
        yield* this.units(summary.parentElement, card);
      } else if (element.matches("tr, .sk-item")) {
        const row = element.rows?.[0] ?? element;
        const text = element.matches("tr") ? rowWords(element) : wordsOf(element);
        const label = [...row.cells].slice(0, LABELS).map((cell) => cell.textContent).join(" ");
        yield this.add(element, text, thing ?? this.thing(element, wordsOf(row.cells[0] ?? row), label, kindOf(element) ?? ELSEWHERE));
      } else if (element.id && kindOf(element)) {
        const text = wordsOf(element);
        yield this.add(element, text, this.thing(element, wordsOf(element.querySelector(".sk-title, a, b") ?? element), text, kindOf(element)));
      } else if (element.matches(UNITS) || (!element.childElementCount && element.textContent.trim())) {
        yield this.add(element, wordsOf(element), thing);
      } else {
        yield* this.units(element, thing);
      }
    }
  }

  thing(element, title, label, kind) {
    const titles = titlesOf(title);
    if (kind[1]) for (const one of titles) for (const word of one.split(" ")) this.titleWords.add(word);
    return { title, titles, label: apartFrom(label), kind, section: this.trail.map((one) => one.text).join(" › ") };
  }

  add(element, text, thing) {
    if (!text) return;
    const owner = thing ?? { title: "", titles: [], label: "", kind: ELSEWHERE, section: this.trail.map((one) => one.text).join(" › ") };
    this.entries.push({ element, text, thing: owner, all: folded(`${owner.title} ${text}`) });
  }

  /** Works for `milliseconds`, or until everything is known; true when it is. */
  proceed(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (!this.done && performance.now() < end) {
      for (let step = 0; step < 50 && !this.done; step += 1) this.done = this.walk.next().done;
    }
    return this.done;
  }

  /** The queries that stand for this one: itself, with errors mended, and in other words. */
  variants(query) {
    const raw = folded(query).split(/\s+/).filter(Boolean);
    const made = [this.variant(raw, 0)];
    const phrase = apartFrom(query);
    for (const [typed, others] of SYNONYMS) {
      if (` ${phrase} `.includes(` ${typed} `)) {
        for (const other of others) made.push(this.variant(` ${phrase} `.replace(` ${typed} `, ` ${other} `).trim().split(" "), -3));
      }
    }
    return made;
  }

  variant(words, cost) {
    const needed = words.filter((word) => !SMALL.has(word));
    const kept = (needed.length ? needed : words).map((word) => this.mended(word));
    return { phrase: apartFrom(words.join(" ")), kept: apartFrom(kept.join(" ")), words: kept, cost };
  }

  /** The word itself where it occurs; else the nearest word of a title. */
  mended(word) {
    if (word.length < 4 || this.titleWords.has(word) || this.entries.some((entry) => entry.all.includes(word))) return word;
    for (const known of this.titleWords) if (isNear(word, known)) return known;
    return word;
  }

  /** The best entry of each thing that has all the words, best first. */
  find(query) {
    this.proceed();
    if (!apartFrom(query)) return { hits: [], words: [] };
    const variants = this.variants(query);
    const whole = this.scored(variants);
    if (whole.length) return { hits: whole, words: [...new Set(variants.flatMap((one) => one.words))] };
    // nothing has all words: what has all but one
    const words = folded(query).split(/\s+/).filter((word) => word && !SMALL.has(word));
    const fewer = words.length > 1 ? words.flatMap((_, n) => this.variants(words.filter((_, at) => at !== n).join(" "))) : [];
    return { hits: this.scored(fewer), words };
  }

  /** The entries that answer one of the queries. */
  scored(variants) {
    const best = new Map();
    const tabs = new Set(); // the same code in seven languages is one result
    this.entries.forEach((entry, order) => {
      const score = Math.max(...variants.map((one) => scoreOf(entry, one)));
      if (score <= 0) return;
      const code = entry.element.closest(".sk-tabs");
      if (code && tabs.has(code)) return;
      if (code) tabs.add(code);
      const key = entry.thing.titles.length ? entry.thing : entry;
      const known = best.get(key);
      if (!known || score > known.score) best.set(key, { entry, order: known?.order ?? order, score });
    });
    return [...best.values()].sort((a, b) => b.score - a.score || a.order - b.order);
  }
}

/** How well an entry answers: by its thing's title, then its label, then its words; 0 for not at all. */
function scoreOf({ thing, all }, { phrase, kept, words, cost }) {
  const said = thing.kind[1] + cost;
  let score = 0;
  for (const title of thing.titles) {
    if (title === phrase) score = Math.max(score, 100);
    else if (title === kept) score = Math.max(score, 98);
    else if (phrase !== kept && phrase.split(" ").every((word) => ` ${title} `.includes(` ${word} `))) score = Math.max(score, 99);
    else if (title.startsWith(kept)) score = Math.max(score, 60);
    else if (` ${title}`.includes(` ${kept}`)) score = Math.max(score, 50);
    else if (kept.split(" ").every((word) => ` ${title}`.includes(` ${word}`))) score = Math.max(score, 40);
  }
  if (thing.kind[1] < 3) score /= 4; // what is said about a thing comes behind the thing
  if (!score && ` ${thing.label} `.includes(` ${kept}`)) score = 20;
  if (!words.every((word) => all.includes(word))) return score && score + said;
  const together = phrase.includes(" ") && all.includes(phrase) ? 8 : all.includes(words.join(" ")) ? 2 : 0;
  return Math.max(score, 5) + together + said;
}
