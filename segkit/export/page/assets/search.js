// Full-text search over the whole guide: every paragraph, row and detail, also what is folded away.
// A text is found by its words, by those of its thing (an event, a trait, a destination, a section)
// and by the headings above it; rare words count for more. searchbox.js shows what is found.

const HEADINGS = "h2, h3, h4, h5, h6";
const UNITS = `${HEADINGS}, p, li, tr, pre, dt, blockquote, figcaption > p`;
const SKIPPED = "svg, script, button, summary, .sk-tools, .sk-derived, .sk-anchor, .sk-narrow, .sk-permalink, .sk-tabbar, .sk-nothing, .sk-self, caption, thead";
const BLOCKS = "p, ul, ol, dl, pre, table"; // what is a text of its own in a cell
const OPEN = ".sk-badge-blocker, .sk-badge-medium"; // a consideration that is wrong now, or asks
const LABELS = 4; // cells of a row that name it; what follows describes it

// What a thing is, by the id of its element, and how much it counts among equals.
const KINDS = {
  track: [t("Events"), 6], common: [t("Events"), 3], page: [t("Pages and screens"), 5], screen: [t("Pages and screens"), 5],
  trait: [t("Traits"), 6], group: [t("Traits"), 3], destination: [t("Destinations"), 5], source: [t("Sources"), 4],
  warehouse: [t("Warehouses"), 4], consideration: [t("Considerations"), 2], word: [t("Words"), 4],
};
const NONE = new Set();
const SECTION = [t("Sections"), 4.5];
const ELSEWHERE = [t("Elsewhere"), 0];
const SMALL = new Set("a an and are at be by can do does for from get gets goes has have how i in is it many me much my of on one or our receive receives send sends sent show than that the their them there to us was we were what where which who whose why will with you your".split(" "));
const SYNONYMS = "{{ synonyms }}";

// How well a word of the page answers one that was typed, and where it stands.
const [EXACT, STEM, BEGINS, NEAR, INSIDE] = [1, 0.95, 0.75, 0.6, 0.5];
const [TITLE, LABEL, TEXT, TRAIL] = [1, 0.8, 0.75, 0.3];
const APART = 0.5; // for words of a phrase that do not stand together
const FEW = 0.05; // what a small word counts
const ENOUGH = 0.6; // of what the best answer covers

const ASCII = /^[\x00-\x7f]*$/;
const folded = (text) => (ASCII.test(text) ? text.toLowerCase() : fold(text));
const apartFrom = (text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const plainWords = (text) => apartFrom(text).split(" ").filter(Boolean);

/** The words of a text, each once; `anonymousId` is two words and one. */
const wordsIn = (text) => new Set(plainWords(/[a-z0-9][A-Z]/.test(text) ? `${text} ${text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")}` : text));

/** A title as people may type it. */
const titlesOf = (text) => [...new Set([apartFrom(text), apartFrom(text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 "))])];

/** The part of a word that its forms share: `filters`, `filtered` and `filtering` are `filter`. */
function stemOf(word) {
  if (word.length < 4) return word;
  const stem = word.replace(/ies$|ied$/, "y").replace(/(s|x|ch|sh)es$/, "$1").replace(/([^s])s$/, "$1");
  const bare = stem.length > 5 ? stem.replace(/(ed|ing)$/, "") : stem;
  return (bare === stem ? stem : bare.replace(/([^l])\1$/, "$1")).replace(/e$/, "");
}

/** The words of an element, those of different parts kept apart. */
function wordsOf(element, without = SKIPPED) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (
    node.nodeType === Node.ELEMENT_NODE && node.matches(without) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (/^(TD|DD|DT|P|LI|DIV|BR|SUMMARY|TR|TH|UL|DETAILS|SMALL)$/.test(node.nodeName) || node.className === "sk-event-about") text += " ";
  }
  return text.replace(/\s+/g, " ").trim();
}

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
  constructor(roots) {
    this.entries = [];
    this.named = new Map(); // the things in whose title or label each word stands
    this.trails = new Map(); // the words of the headings above, the same set for all below them
    this.places = new Map(); // in which entries each word stands
    this.stems = new Map(); // of each word
    this.titleWords = new Set();
    this.trail = [];
    this.section = this.thing("", "", ELSEWHERE);
    this.walk = this.all(roots);
  }

  * all(roots) {
    for (const root of roots) yield* this.units(root);
  }

  * units(parent, thing = null) {
    for (const element of parent.children) {
      if (element.matches(SKIPPED) || (element.matches("ol, table") && getComputedStyle(element).display === "none")) continue;
      if (element.matches(HEADINGS)) {
        const level = Number(element.tagName[1]);
        const text = wordsOf(element);
        this.trail = [...this.trail.filter((one) => one.level < level), { level, text }];
        this.section = this.thing(text, text, SECTION);
        yield this.add(element, text, this.section);
      } else if (element.matches(".sk-event:has(summary)")) {
        const summary = element.querySelector("summary");
        const text = wordsOf(summary);
        const named = (summary.querySelector(".sk-event-name, b") ?? summary).textContent.trim();
        const card = this.thing(named, text, kindOf(element) ?? ELSEWHERE);
        yield this.add(element, text, card);
        yield* this.units(summary.parentElement, card);
      } else if (element.matches("tr, .sk-item")) {
        const [row, ...more] = element.rows ?? [element];
        const cells = [...(row.cells ?? [row])];
        const texts = cells.map((cell) => wordsOf(cell, row.cells ? `${SKIPPED}, ${BLOCKS}` : SKIPPED));
        const own = thing ?? this.thing(texts[0], texts.slice(0, LABELS).join(" "), kindOf(element) ?? ELSEWHERE);
        own.isOpen ||= own.kind === KINDS.consideration && Boolean(element.querySelector(OPEN));
        const head = row.cells && this.columnsOf(row);
        if (!row.cells || !cells.some((cell) => cell.querySelector("p"))) yield this.add(element, texts.filter(Boolean).join(" · "), own, head, LABEL / 2);
        for (const part of row.cells ? [...cells, ...more] : []) if (part.querySelector(BLOCKS)) yield* this.units(part, own);
      } else if (element.id && kindOf(element)) {
        const text = wordsOf(element, `${SKIPPED}, dl`);
        const own = this.thing(thing?.title ?? wordsOf(element.querySelector(".sk-title, a, b") ?? element), thing ? "" : text, kindOf(element));
        yield this.add(element, text, own);
        for (const facts of element.querySelectorAll("dl")) yield* this.units(facts, own);
      } else if (element.matches("p:has(+ .sk-then)")) {
        yield this.add(element, `${wordsOf(element)} ${wordsOf(element.nextElementSibling)}`, thing);
      } else if (element.matches("p + .sk-then")) {
        continue;
      } else if (element.matches("dt")) {
        const term = wordsOf(element);
        yield this.add(element, `${term}: ${element.nextElementSibling ? wordsOf(element.nextElementSibling) : ""}`, thing, wordsIn(term), LABEL);
      } else if (element.matches(UNITS) || (!element.childElementCount && element.textContent.trim() && !element.matches("dt + dd"))) {
        yield this.add(element, wordsOf(element), thing);
      } else if (!element.matches("dt + dd") || element.querySelector(BLOCKS)) {
        yield* this.units(element, thing);
      }
    }
  }

  thing(title, label, kind) {
    const made = { title, titles: titlesOf(title), words: wordsIn(title), label: wordsIn(label), kind, section: this.trail.map((one) => one.text).join(" › ") };
    if (!this.trails.has(made.section)) this.trails.set(made.section, wordsIn(made.section));
    made.trail = this.trails.get(made.section);
    made.group = kind[1] && kind !== SECTION ? (kind[2] ??= wordsIn(kind[0])) : NONE;
    if (kind[1]) for (const word of made.words) this.titleWords.add(word);
    for (const word of new Set([...made.words, ...made.label])) {
      if (!this.named.has(word)) this.named.set(word, []);
      this.named.get(word).push(made);
    }
    return made;
  }

  /** The words of the headings of a row's table, the same set for all its rows. */
  columnsOf(row) {
    const table = row.closest("table");
    if (this.table?.[0] !== table) this.table = [table, wordsIn(table?.tHead?.textContent.replace(/\s+/g, " ") ?? "")];
    return this.table[1];
  }

  /** Remembers a text; `called` are words that name it without standing in it. */
  add(element, text, thing, called = null, worth = 0) {
    if (!text) return;
    for (const word of wordsIn(text)) {
      if (!this.places.has(word)) {
        this.places.set(word, []);
        this.stems.set(word, stemOf(word));
      }
      this.places.get(word).push(this.entries.length);
    }
    const entry = { element, text, plain: apartFrom(text), thing: thing ?? this.section, called, worth };
    if ((entry.thing.main ??= entry) === entry) entry.isMain = entry.thing.kind[1] > 2;
    this.entries.push(entry);
  }

  /** What a heading stands above: the first text of its section. */
  after(entry) {
    const next = this.entries[this.entries.indexOf(entry) + 1];
    return next?.thing === entry.thing ? next.text : "";
  }

  /** Works for `milliseconds`, or until everything is known; true when it is. */
  proceed(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (!this.done && performance.now() < end) {
      for (let step = 0; step < 50 && !this.done; step += 1) this.done = this.walk.next().done;
    }
    return this.done;
  }

  /** What was typed as slots: each is one word, or a phrase that has other words beside it. */
  slots(query) {
    const typed = plainWords(query);
    const stems = typed.map(stemOf);
    const made = [];
    for (let at = 0; at < typed.length;) {
      const starting = SYNONYMS.map(([phrase, others]) => [phrase.split(" "), others])
        .filter(([words]) => words.every((word, n) => stems[at + n] === stemOf(word)));
      const reach = Math.max(1, ...starting.map(([words]) => words.length));
      const others = new Set(starting.flatMap(([words, known]) => (words.length === reach ? known : [])));
      const taken = typed.slice(at, at + reach);
      made.push([[taken, 1], ...[...others].map((other, n) => [plainWords(other), 0.9 - n / 20])]
        .map(([own, worth]) => ({ worth, phrase: own.join(" "), answers: own.map((word) => this.answersTo(word)) })));
      at += reach;
    }
    return made;
  }

  /** The words of the page that stand for one that was typed, and how well. */
  answersTo(word) {
    const found = new Map();
    const stem = stemOf(word);
    const long = word.length > 2;
    for (const [known, its] of this.stems) {
      if (known === word) found.set(known, EXACT);
      else if (its === stem) found.set(known, STEM);
      else if (long && known.startsWith(word)) found.set(known, BEGINS);
    }
    if (found.size) return found;
    if (word.length > 3) for (const known of this.titleWords) if (isNear(word, known)) found.set(known, NEAR);
    if (!found.size && long) for (const known of this.places.keys()) if (known.includes(word)) found.set(known, INSIDE);
    return found;
  }

  /** The best texts, best first: of a thing one, of a section and of the considerations all. */
  find(query) {
    this.proceed();
    const slots = this.slots(query).filter((slot) => slot.some((one) => one.answers.every((found) => found.size)));
    const words = [...new Set(slots.flatMap((slot) => slot.flatMap((one) => one.answers.flatMap((found) => [...found.keys()]))))]
      .filter((word) => !SMALL.has(word) && word.length > 1);
    const hits = [];
    const seen = new Set(); // things, and the same code in seven languages
    for (const hit of this.scored(slots, query)) {
      const { element, thing } = hit.entry;
      const code = element.closest(".sk-tabs");
      const again = seen.has(thing);
      if ((code && seen.has(code)) || (again && thing.kind[1] > 2 && thing.kind !== SECTION)) continue;
      seen.add(thing).add(code ?? thing);
      hits.push({ ...hit, kind: again && thing.kind === SECTION ? ELSEWHERE : thing.kind });
    }
    return { hits, words };
  }

  scored(slots, query) {
    const phrase = apartFrom(query);
    const identifiers = folded(query).trim().split(/\s+/).filter((word) => /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u.test(word));
    const small = slots.every((slot) => slot[0].phrase.split(" ").every((word) => SMALL.has(word)));
    const judged = slots.map((slot) => new Slot(slot, this, small));
    const whole = judged.reduce((sum, slot) => sum + slot.weight, 0);
    const fits = new Map();
    for (const slot of judged) for (const thing of slot.titles.keys()) if (!fits.has(thing)) fits.set(thing, fitOf(thing, judged, whole, phrase));
    const found = [];
    let most = 0;
    this.entries.forEach((entry, order) => {
      const qualities = judged.map((slot) => slot.of(order, entry));
      const covered = judged.reduce((sum, slot, n) => sum + (qualities[n] ? slot.weight : 0), 0) / whole;
      const { isMain } = entry;
      if (!covered || !judged.some((slot) => slot.texts.has(order) || (isMain && (slot.labels.has(entry.thing) || slot.around(entry.thing))))) return;
      most = Math.max(most, covered);
      const answered = judged.reduce((sum, slot, n) => sum + qualities[n] * slot.weight, 0) / whole;
      const literal = identifiers.filter((one) => folded(entry.text).includes(one)).length;
      const bonus = 8 * literal + Math.max(fits.get(entry.thing) ?? 0, phrase.includes(" ") ? together(entry.plain, phrase, isMain) : 0);
      const [, among] = entry.thing.kind;
      const kind = judged.some((slot) => slot.titles.has(entry.thing)) ? among : among / 2;
      const less = Math.min(6, entry.text.length >> 8) + (entry.element.localName === "pre" ? 6 : 0);
      const score = 50 * answered * covered + bonus + kind + (isMain ? 2 : 0) + (entry.thing.isOpen ? 5 : 0) - less;
      found.push({ entry, order, score, covered });
    });
    return found.filter((one) => one.covered >= ENOUGH * most).sort((a, b) => b.score - a.score || a.order - b.order);
  }
}

/** One slot of a query: how well it is answered where. */
class Slot {
  constructor(ways, index, small) {
    this.ways = ways;
    this.texts = new Map(); // by entry
    this.titles = new Map(); // by thing
    this.labels = new Map();
    this.shared = new Map(); // by the words of headings, groups and columns, which many texts share
    for (const { worth, answers, phrase } of ways) {
      const apart = (at) => (answers.length > 1 && !index.entries[at].plain.includes(phrase) ? APART : 1);
      const each = answers.map((found) => {
        const best = new Map();
        for (const [word, quality] of found) for (const at of index.places.get(word) ?? []) best.set(at, Math.max(best.get(at) ?? 0, quality));
        return best;
      });
      for (const at of each[0].keys()) keep(this.texts, at, worth * TEXT * apart(at) * Math.min(...each.map((best) => best.get(at) ?? 0)));
      for (const word of answers[0].keys()) {
        for (const thing of index.named.get(word) ?? []) {
          keep(this.titles, thing, worth * among(thing.words, answers));
          keep(this.labels, thing, worth * LABEL * among(thing.label, answers));
        }
      }
    }
    const often = this.texts.size + this.labels.size || 1;
    const minor = !small && ways[0].phrase.split(" ").every((word) => SMALL.has(word));
    this.weight = Math.log(1 + index.entries.length / often) * (minor ? FEW : 1);
  }

  of(order, { thing, called, worth, isMain }) {
    const label = (this.labels.get(thing) ?? 0) * (isMain || thing.kind[1] < 3 ? 1 : 0.5);
    return Math.max(this.texts.get(order) ?? 0, this.around(thing), label, called ? worth * this.within(called) : 0);
  }

  /** By the title, the headings above, or what such things are called. */
  around(thing) {
    const title = (this.titles.get(thing) ?? 0) * (thing.kind[1] < 3 ? LABEL : TITLE);
    return Math.max(title, TRAIL * this.within(thing.trail), LABEL * this.within(thing.group));
  }

  within(words) {
    if (!this.shared.has(words)) this.shared.set(words, Math.max(...this.ways.map((way) => way.worth * among(words, way.answers))));
    return this.shared.get(words);
  }
}

/** What a phrase counts that stands in a text as it was typed. */
function together(text, phrase, isMain) {
  if (!text.includes(phrase)) return 0;
  return isMain || text.startsWith(phrase) ? 14 : 8;
}

function keep(known, key, quality) {
  if (quality > (known.get(key) ?? 0)) known.set(key, quality);
}

/** How well a few words answer all of a phrase. */
function among(words, answers) {
  let least = 1;
  for (const found of answers) {
    let best = 0;
    for (const word of words) best = Math.max(best, found.get(word) ?? 0);
    least = Math.min(least, best);
    if (!least) break;
  }
  return least;
}

/** How far a title is what was typed, and nothing else. */
function fitOf(thing, slots, whole, phrase) {
  if (!thing.title || !thing.kind[1]) return 0;
  const said = slots.reduce((sum, slot) => sum + (slot.titles.get(thing) ?? 0) * slot.weight, 0) / whole;
  if (!said) return 0;
  const weigh = (word) => (SMALL.has(word) ? FEW : 1);
  const words = thing.titles[0].split(" ");
  const meant = words.filter((word) => slots.some((slot) => slot.ways.some((way) => way.answers.some((found) => found.has(word)))));
  const share = meant.reduce((sum, word) => sum + weigh(word), 0) / words.reduce((sum, word) => sum + weigh(word), 0);
  const exact = thing.titles.includes(phrase) || (slots.length === 1 && slots[0].ways.some((way) => thing.titles.includes(way.phrase)));
  return (thing.kind[1] < 3 ? 0.25 : 1) * (40 * said * said * (0.4 + 0.6 * share) + (exact ? 10 : 0));
}
