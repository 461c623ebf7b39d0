// Colours in code, painted over the text: no markup is added, and what is copied stays the same.

const COMMENTS = { python: "#", ruby: "#", shell: "#", bash: "#", sh: "#", toml: "#", yaml: "#", elixir: "#", json: "", html: "" };
const KEYWORDS = new Set((
  "abstract as async await bool break case catch class const continue def default defer do else end enum export extends "
  + "extension false final finally fn for from func function go if implementation implements import in int interface is let "
  + "map match module mut namespace new nil None not null object override package private protected public require return "
  + "self static string String struct super switch this throw True true try type undefined use using val var void when while with yield"
).split(" "));

function tokensOf(language) {
  const mark = COMMENTS[language] ?? "//";
  const comment = mark === "#" ? "#[^\\n]*" : mark === "//" ? "(?<!:)//[^\\n]*|/\\*[\\s\\S]*?\\*/" : "<!--[\\s\\S]*?-->";
  const string = "\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|`(?:\\\\.|[^`\\\\])*`";
  return new RegExp(`(?<comment>${comment})|(?<string>${string})|(?<number>\\b\\d[\\d_.]*\\b)|(?<word>[A-Za-z_]\\w*)(?<call>(?=\\s?\\())?`, "g");
}

/** Paints pieces of code, each one text, in the language that `languageOf` gives. */
function paint(codes, languageOf) {
  if (!window.Highlight || !CSS.highlights) return;
  const painted = { comment: new Highlight(), string: new Highlight(), number: new Highlight(), keyword: new Highlight(), call: new Highlight() };
  for (const code of codes) {
    const node = code.firstChild;
    if (node?.nodeType !== Node.TEXT_NODE || code.childNodes.length > 1 || node.length > 20000) continue;
    for (const { 0: token, index: start, groups } of node.data.matchAll(tokensOf(languageOf(code)))) {
      const kind = groups.word === undefined ? ["comment", "string", "number"].find((one) => groups[one] !== undefined)
        : KEYWORDS.has(token) ? "keyword" : groups.call !== undefined ? "call" : "";
      if (!kind) continue;
      const range = new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: start + token.length });
      painted[kind].add(range);
    }
  }
  for (const [kind, ranges] of Object.entries(painted)) CSS.highlights.set(`sk-${kind}`, ranges);
}
