// One JSON line in, {"settings", "call", "fields"}; one out: which fields of the call move the
// output of Segment's mapping kit. A field is a list of names, "[]" for every element.
//   moves   another value of the field gives another output
//   decides only a blank or missing value does
//   error   what the mapping kit says when it refuses the mapping
const { transform } = require("@segment/actions-core");
const { createInterface } = require("node:readline");

const GONE = Symbol("taken out");

function put(owner, path, change) {
  const [name, ...rest] = path;
  if (owner === null || typeof owner !== "object") return owner;
  if (name === "[]") {
    if (!Array.isArray(owner)) return owner;
    if (rest.length) return owner.map((one) => put(one, rest, change));
    return owner.map(change).filter((one) => one !== GONE);
  }
  if (!(name in owner)) return owner;
  const changed = rest.length ? put(owner[name], rest, change) : change(owner[name]);
  const copy = { ...owner, [name]: changed };
  if (changed === GONE) delete copy[name];
  return copy;
}

const other = (value) => {
  if (Array.isArray(value)) return value.map(other);
  if (typeof value === "number") return value + 17;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" && value !== "" ? `other ${value} 17` : value;
};
const CHANGES = [other, () => "", () => null, () => GONE];

function output(settings, call) {
  try {
    // the kit writes into mappings, and Liquid's counters into the call
    return JSON.stringify(transform(structuredClone(settings), structuredClone(call)));
  } catch (error) {
    return `error: ${error.message}`;
  }
}

function reach(settings, call, fields) {
  const bases = [call];
  for (const path of fields) bases.push(put(call, path, () => ""), put(call, path, () => GONE));
  const moves = new Set();
  const decides = new Set();
  for (const base of bases) {
    const before = output(settings, base);
    for (const [at, path] of fields.entries()) {
      for (const change of CHANGES) {
        const kind = change === other ? moves : decides;
        if (kind.has(at)) continue;
        if (output(settings, put(base, path, change)) !== before) kind.add(at);
      }
    }
  }
  return {
    moves: [...moves].sort((a, b) => a - b).map((at) => fields[at]),
    decides: [...decides].filter((at) => !moves.has(at)).map((at) => fields[at]),
  };
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const { settings, call, fields } = JSON.parse(line);
  const plain = output(settings, call);
  const error = plain.startsWith("error: ") ? plain.slice(7) : null;
  console.log(JSON.stringify({ ...reach(settings, call, fields), error }));
});
