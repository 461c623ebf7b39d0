// The rows of a view as text: what is searched, sorted, filtered and copied.
//
// A row comes as the HTML that segkit.views wrote, or as an element that is in the page already.
// Its text and its cells are read from the HTML, so that a row which is not on screen needs no
// element at all: making 20,000 of them is what makes tables slow.

const TAG = /<a class="?sk-anchor\b[^>]*>#<\/a>|<summary>More<\/summary>|<[^>"]*(?:"[^"]*"[^>"]*)*>/g;
const ENTITY = /&(?:#(\d+)|(\w+));/g;
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
const CUT = /class="?sk-quiet"?>\+ /; // "+ 15 more": the rest of a long list is in the details

/** Lower case, without accents: "Café" is found by "cafe". */
const fold = (text) => (/[^\0-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text).toLowerCase();

const decode = (text) => (!text.includes("&") ? text : text.replace(ENTITY, (whole, code, name) => (
  code ? String.fromCodePoint(Number(code)) : NAMED[name] ?? whole)));

/** HTML as one line of text, with a blank where an element began or ended. */
const plain = (html) => decode(html.replace(TAG, " ")).replace(/\s+/g, " ").trim();

/** Text that sorts as people expect by plain comparison: numbers by value, accents aside. */
const sortable = (text) => fold(text).replace(/\d+/g, (digits) => digits.padStart(12, "0"));

/** An element with properties (not attributes) and children. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

class Row {
  constructor(index, { html, element }) {
    this.index = index;
    this.source = html;
    this.element = element;
  }

  get html() { return this.source ?? this.element.outerHTML; }

  get id() {
    return this.element ? this.element.id : decode(/ id="?([^" >]*)/.exec(this.source)?.[1] ?? "");
  }

  /** Everything it says, for searching. */
  get text() { return (this.folded ??= fold(plain(this.html))); }

  /** The HTML of each cell in its first line. */
  get cells() {
    return (this.parts ??= (() => {
      const { html } = this;
      const begin = html.indexOf("<tr");
      const next = html.indexOf("<tr", begin + 3);
      return html.slice(begin, next < 0 ? undefined : next).split(/<t[hd](?=[\s>])/).slice(1);
    })());
  }

  body(column) {
    const cell = this.cells[column] ?? "";
    const end = /^[^>"]*(?:"[^"]*"[^>"]*)*>/.exec(cell)?.[0].length ?? 0;
    return cell.slice(end).split(/<a class="?sk-anchor|<span class="?sk-narrow/)[0];
  }

  /** The values that the filter of a column offers; of a list that is cut short, all. */
  values(column, title) {
    this.kept ??= [];
    return (this.kept[column] ??= (() => {
      const body = this.body(column);
      const whole = this.whole(body, title);
      if (whole) return whole.split(whole.includes("; ") ? "; " : ", ");
      const marked = [...body.matchAll(/<(\w+) class="?sk-v"?>(.*?)<\/\1>/gs)];
      return marked.length ? marked.map((found) => plain(found[2])) : [plain(body)];
    })());
  }

  sortKey(column) {
    this.keys ??= [];
    return (this.keys[column] ??= (() => {
      const cell = this.cells[column] ?? "";
      const given = /^(?:[^>"]|"[^"]*")*? data-sort=(?:"([^"]*)"|([^ >]*))/.exec(cell);
      return sortable(given ? decode(given[1] ?? given[2]) : plain(this.body(column)));
    })());
  }

  /** A cell for a spreadsheet: of a list that is cut short in the row, the whole from the details. */
  words(column, title) {
    const body = this.body(column);
    return this.whole(body, title) ?? plain(body).replaceAll(" ,", ",");
  }

  /** The list that a cell cuts short, from the details; undefined when it is whole. */
  whole(body, title) {
    if (!CUT.test(body.split("<br><small>")[0])) return undefined;
    const facts = this.html.matchAll(/<dt[^>]*>(.*?)(?:<\/dt>)?<dd>(.*?)(?=<dt|<\/d[dl]>|<\/div>)/gs);
    for (const [, term, fact] of facts) {
      if ([title, `${title}s`].includes(plain(term))) return plain(fact).replace(/ ([,;])/g, "$1");
    }
    return undefined;
  }
}
