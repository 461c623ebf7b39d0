// One JSON line in, {"fql", "call"}; one out: the tokens, the conditions, and whether it fires.
const { parseFql, validate } = require("@segment/destination-subscriptions");
const { lex } = require("@segment/fql-ts");
const { createInterface } = require("node:readline");

function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const { fql, call } = JSON.parse(line);
  const lexed = lex(fql);
  const parsed = attempt(() => parseFql(fql));
  console.log(
    JSON.stringify({
      tokens: lexed.error ? null : lexed.tokens.map(({ type, value }) => [type, value]),
      conditions: parsed && !parsed.error ? parsed : null,
      fires: attempt(() => validate(parsed, call)) === true,
    }),
  );
});
