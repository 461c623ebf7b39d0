// What stands around the cells while a notebook is shown to a room: the rail with the time on
// top, the capture bar below, the running order and the keys over them. It draws no content.

const KEYS = [
  ["Go", [["→ PgDn", "next step, then next part"], ["← PgUp", "back"], ["1 … 9", "that part"], ["0", "running order; + and − change minutes"]]],
  ["Answer", [["↓ ↑", "row"], ["↵", "accept, keep, open"], ["Y N W", "yes, no, ask who knows"], ["E R X", "reword, rename, dismiss or drop"], ["U", "undo"], ["/", "find"]]],
  ["Capture", [["D Q A P", "decision, question, action, parking lot"], ["↵", "save"], ["Esc", "back; the words stay"]]],
  ["Show", [["L", "type size"], ["B", "blank"], ["F11", "full screen"], ["J", "back to the notebook"], ["?", "these keys"]]],
];
const button = (command, words, properties = {}) => {
  const made = make("button", { type: "button", ...properties }, words);
  made.dataset.room = command;
  return made;
};
const kbd = (key) => make("kbd", {}, key);

/** The parts of the frame, each by its name. */
function frameOf() {
  const rail = make("ol", { className: "sk-rail" });
  const where = make("h2", { className: "sk-where-title", tabIndex: -1 });
  const steps = make("span", { className: "sk-where-steps", role: "group", ariaLabel: "Steps of this part" });
  const next = make("span", { className: "sk-where-next" });
  const left = make("strong", { className: "sk-where-left" });
  const until = make("span", { className: "sk-where-until" });
  const clock = make("span", { className: "sk-where-clock" });
  const line = make("div", { className: "sk-where" },
    button("back", "◂", { ariaLabel: "Back" }), where, button("next", "▸", { ariaLabel: "Next" }), steps,
    make("span", { className: "sk-where-gap" }), next, left, until, clock, button("keys", kbd("?"), { ariaLabel: "Keys" }));
  const top = make("div", { className: "sk sk-room-top" }, make("nav", { ariaLabel: "Running order" }, rail), line);
  const note = make("p", { className: "sk sk-room-note", hidden: true });
  const bottom = make("div", { className: "sk-room-bottom", ariaLabel: "Capture" });
  bottom.setAttribute("role", "region");
  const order = make("section", { className: "sk sk-room-order-place", hidden: true, tabIndex: -1, ariaLabel: "Running order" });
  const live = make("div", { className: "sk sk-room-live", role: "status" });
  const blank = make("div", { className: "sk sk-room-blank", hidden: true }, "B shows the room again");
  const single = make("input", { type: "checkbox", checked: true, id: "sk-room-single" });
  const keys = make("dialog", { className: "sk sk-room-keys", ariaLabel: "Keys in the room" },
    make("p", { className: "sk-title" }, "Keys in the room"),
    make("label", {}, single, " single keys on"), button("close", ["Close ", "Esc"].join("")),
    make("div", { className: "sk-room-keys-columns" }, ...KEYS.flatMap(([title, rows]) => [
      make("section", {}, make("p", { className: "sk-subhead" }, title), make("dl", {}, ...rows.flatMap(([key, does]) => [
        make("dt", {}, ...key.split(" ").flatMap((one) => ["…", "then"].includes(one) ? [one, " "] : [kbd(one), " "])), make("dd", {}, does)]))),
    ])));
  return { top, rail, where, steps, next, left, until, clock, note, bottom, order, live, blank, keys, single };
}

/** The rail and the line below it. */
function drawFrame(frame, { parts, at, step, pace, now, isOrder }) {
  const { title, steps } = parts[at];
  frame.rail.replaceChildren(...parts.map((part, index) => {
    const one = button("part", "", { ariaLabel: `${index + 1} ${part.title}`, title: `${hour(pace.begins(index))} ${part.title}, ${pace.lengths[index]} minutes` });
    one.dataset.roomPart = index;
    if (index === at) one.setAttribute("aria-current", "step");
    const item = make("li", {}, one);
    item.style.setProperty("--n", pace.lengths[index] + 6);
    item.style.setProperty("--d", `${pace.done(index, at, now)}%`);
    return item;
  }));
  frame.where.replaceChildren(...(isOrder ? ["Running order"] : [make("small", {}, `${at + 1} of ${parts.length}`), " ", title]));
  frame.steps.replaceChildren(...(steps.length > 1 && !isOrder ? steps.map((_, index) => {
    const one = button("step", "", { ariaLabel: `Step ${index + 1} of ${steps.length}` });
    one.dataset.roomStep = index;
    if (index === step) one.setAttribute("aria-current", "step");
    return one;
  }) : []));
  frame.next.textContent = parts[at + 1] ? `next: ${parts[at + 1].title}` : "";
  drawTime(frame, { at, pace, now });
}

function drawTime(frame, { at, pace, now }) {
  const { left, until, late } = pace.told(at, now);
  frame.left.textContent = left;
  frame.left.classList.toggle("sk-late", late);
  frame.until.textContent = until;
  frame.clock.textContent = hour(now);
  frame.rail.children[at]?.style.setProperty("--d", `${pace.done(at, at, now)}%`);
}

/** The parts with their times; what Python knows of the workshop stands beside them. */
function drawOrder(place, { parts, at, chosen, pace }, beside) {
  const last = parts.length - 1;
  const rows = parts.map((part, index) => {
    const one = button("part", "");
    one.dataset.roomPart = index;
    one.append(make("span", { className: "sk-quiet" }, hour(pace.begins(index))), make("strong", {}, part.title), make("span", { className: "sk-order-minutes" }, `${pace.lengths[index]} min`));
    if (index === at) one.setAttribute("aria-current", "step");
    return make("li", { className: index === chosen ? "sk-now" : "" }, one);
  });
  const lead = pace.isAgreed ? `${hour(pace.start)} to ${hour(pace.ends(last))}` : `Opened at ${hour(pace.start)}, to ${hour(pace.ends(last))}`;
  place.replaceChildren(
    make("p", { className: "sk-room-heading" }, "Running order"),
    make("p", { className: "sk-quiet" }, `${lead}. `, kbd("+"), " ", kbd("−"), " change the minutes of the part in focus, ", kbd("↵"), " goes there, ", kbd("0"), " closes this."),
    make("div", { className: "sk-order" }, make("ol", {}, ...rows), beside ?? ""));
}
