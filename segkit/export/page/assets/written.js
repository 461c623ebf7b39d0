// A planned call stands on the page as JSON; here it is written in the languages of its senders.
// Only what `written_code.py` took out comes back, so texts need no escapes and numbers no care.

const [frames, grammars, first] = JSON.parse(document.getElementById("sk-code")?.textContent || "[[],{}]");
const BARE_KEY = /^[A-Za-z_$][\w$]*$/;
const put = (template, key, value) => template.split("sk_key").join(key).split("sk_value").join(value);

function written(value, grammar, inner) {
  const [maps, lists, [quotedEntry, bareEntry, item], [yes, no, none, indent]] = grammar;
  if (value === null) return none;
  if (typeof value !== "object") return typeof value === "string" ? `"${value}"` : value === true ? yes : value === false ? no : String(value);
  const isList = Array.isArray(value);
  const [opening, closing, empty, joint, trail, pad, within, short] = isList ? lists : maps;
  const pieces = Object.entries(value).map(([key, held]) => {
    const said = written(held, grammar, true);
    return isList ? put(item, "", said) : put(BARE_KEY.test(key) ? bareEntry : quotedEntry, key, said);
  });
  const end = inner ? within : "";
  if (!pieces.length) return empty + end;
  const line = pieces.join(`${joint} `);
  if ((isList || short) && line.length <= 60 && !line.includes("\n")) return opening + pad + line + pad + closing + end;
  const body = pieces.join(`${joint}\n`) + trail;
  return `${opening}\n${indent}${body.replaceAll("\n", `\n${indent}`)}\n${closing}${end}`;
}

for (const block of document.querySelectorAll("[data-code]")) {
  const whole = JSON.parse(block.textContent);
  for (const key in whole) if (whole[key] === "\u2026") whole[key] = first[key];
  const { type, ...call } = whole;
  for (const number of block.dataset.code.split(" ")) {
    const [language, title, frame, level, inner] = frames[number];
    const held = (value) => written(value, grammars[language], inner).replaceAll("\n", `\n${" ".repeat(level)}`);
    const code = frame.replace(/\0[nhw]/g, (mark) => (mark === "\0n" ? `"${call.event ?? call.name}"`
      : held(mark === "\0w" ? call : call.properties ?? call.traits)));
    const id = block.dataset.ids ? `${block.dataset.ids}.${language}` : "";
    const made = make("pre", { className: "sk-tab", id }, make("code", {}, code));
    Object.assign(made.dataset, { language, title });
    block.before(made);
  }
  block.firstChild.textContent = written(whole, grammars.json, false);
  block.className = "sk-tab";
  if (block.dataset.ids) block.id = `${block.dataset.ids}.json`;
  Object.assign(block.dataset, { language: "json", title: "JSON" });
  delete block.dataset.code;
}
