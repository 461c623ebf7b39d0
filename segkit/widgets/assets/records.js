// The form of segkit.widgets.records: an input for every field of every record.
//
// What is typed is sent with every key and saved by Python. An answer never touches the input
// that has the focus, and what could not be saved stays in its input, marked, until it could.

const PAUSE = 120; // milliseconds between the last key and its message

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function grow(input) {
  if (input.nodeName !== "TEXTAREA") return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 2}px`;
}

function render({ model, el }) {
  const { fields, noun, saved_in: savedIn } = model.get("form");
  el.classList.add("sk-widget");
  const body = make("div", { className: "sk-records-rows" });
  const add = make("button", { type: "button" }, `Add ${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`);
  const undo = make("button", { type: "button" }, "Undo");
  const state = make("span", { className: "sk-quiet", role: "status" }, `Saved in ${savedIn}`);
  const problem = make("div", { className: "sk-records-problem", role: "alert" });
  const bar = make("div", { className: "sk-records-bar" }, add, undo, state);
  el.replaceChildren(make("div", { className: "sk sk-records-form" }, problem, body, bar));

  const waiting = new Map(); // input -> the value that Python has not confirmed yet
  const tickets = new Map(); // ticket -> [input, value]
  const timers = new Map();
  const adding = new Map(); // ticket -> key of a record that Python has not confirmed yet
  let count = 0;

  const send = (message) => {
    count += 1;
    const ticket = `${count}`;
    model.send({ ...message, ticket });
    return ticket;
  };
  const save = (input, how = "set") => {
    clearTimeout(timers.get(input));
    timers.delete(input);
    const { key, field } = input.dataset;
    const ticket = send({ do: how, key, field, value: input.value });
    tickets.set(ticket, [input, input.value]);
    input.removeAttribute("aria-invalid");
    state.textContent = "Saving…";
  };
  const flush = () => { for (const input of [...timers.keys()]) save(input); };

  body.addEventListener("input", ({ target }) => {
    if (!target.dataset.field) return;
    grow(target);
    waiting.set(target, target.value);
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => save(target), PAUSE));
  });
  body.addEventListener("focusout", flush);
  body.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-remove]");
    if (!row) return;
    flush();
    send({ do: "remove", key: row.dataset.remove });
    (body.querySelector("textarea, input") ?? add).focus();
  });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    flush();
    add.click();
  });
  add.addEventListener("click", () => {
    flush();
    // the row is there at once: whoever types on does not wait for the kernel
    const key = [...crypto.getRandomValues(new Uint8Array(4))]
      .map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const row = rowFor({ key });
    name(row, body.children.length + 1);
    body.append(row);
    row.querySelector("[data-field]").focus();
    adding.set(send({ do: "add", key }), key);
  });
  undo.addEventListener("click", () => {
    if (undo.getAttribute("aria-disabled") === "true") return;
    flush();
    send({ do: "undo" });
  });

  const inputFor = (field, key) => {
    const input = make(field.long ? "textarea" : "input", { placeholder: field.hint });
    if (field.long) input.rows = 1;
    else input.type = "text";
    if (field.date) { input.placeholder = "2026-11-24"; input.inputMode = "numeric"; }
    Object.assign(input.dataset, { key, field: field.name });
    input.spellcheck = true;
    return make("label", { className: `sk-records-${field.long ? "long" : "short"}` },
      make("span", {}, field.title), input);
  };
  const name = (row, number) => {
    row.setAttribute("aria-label", `${noun} ${number}`);
    row.querySelector("[data-remove]").setAttribute("aria-label", `Remove ${noun} ${number}`);
  };
  const rowFor = (entry) => {
    const row = make("div", { className: "sk-records-row", role: "group" });
    row.dataset.row = entry.key;
    const remove = make("button", { type: "button", className: "sk-records-remove" }, "Remove");
    remove.dataset.remove = entry.key;
    row.append(...fields.map((field) => inputFor(field, entry.key)), remove);
    return row;
  };

  const confirm = ({ ticket, problem: failed }) => {
    if (!tickets.has(ticket)) return;
    const [input, value] = tickets.get(ticket);
    tickets.delete(ticket);
    if (failed) input.setAttribute("aria-invalid", "true");
    else if (waiting.get(input) === value) waiting.delete(input);
  };

  const showProblem = (failed) => {
    problem.replaceChildren();
    if (!failed) return;
    problem.append(make("div", { className: "sk-panel sk-panel-missing" },
      make("p", { className: "sk-title" }, failed.problem), make("p", {}, `To fix: ${failed.fix}`)));
    const input = [...waiting.keys()].find((one) => one.dataset.key === failed.key)
      ?? body.querySelector(`[data-row="${CSS.escape(failed.key)}"] [data-field]`);
    if (!input || !failed.key) return;
    const again = make("button", { type: "button" }, failed.conflict ? "Keep mine" : "Try again");
    again.addEventListener("click", () => save(input, failed.conflict ? "keep" : "set"));
    const panel = problem.firstChild;
    panel.append(again);
    if (failed.conflict) {
      const theirs = make("button", { type: "button" }, "Take theirs");
      theirs.addEventListener("click", () => { waiting.delete(input); send({ do: "look" }); });
      panel.append(" ", theirs);
    }
  };

  const draw = () => {
    const shown = model.get("shown");
    confirm(shown);
    adding.delete(shown.ticket);
    const entries = shown.entries ?? [];
    const rows = new Map([...body.children].map((row) => [row.dataset.row, row]));
    const keys = new Set([...entries.map((entry) => entry.key), ...adding.values()]);
    for (const [key, row] of rows) {
      const unsaved = [...row.querySelectorAll("[data-field]")].some((one) => waiting.has(one));
      if (!keys.has(key) && !unsaved) row.remove();
    }
    entries.forEach((entry, index) => {
      const row = rows.get(entry.key) ?? rowFor(entry);
      name(row, index + 1);
      if (!row.isConnected) body.append(row);
      for (const input of row.querySelectorAll("[data-field]")) {
        const value = entry[input.dataset.field] ?? "";
        if (!waiting.has(input) && input.value !== value) input.value = value;
        requestAnimationFrame(() => grow(input));
      }
    });
    undo.setAttribute("aria-disabled", String(!shown.can_undo));
    showProblem(shown.problem);
    state.textContent = shown.problem ? "Not saved" : `${shown.said || ""} In ${savedIn}.`.trim();
  };

  // Another notebook may have changed the file since this one was last looked at.
  const look = () => { if (document.visibilityState === "visible") send({ do: "look" }); };
  const giveKeysBack = keepKeys(el);
  document.addEventListener("visibilitychange", look);
  model.on("change:shown", draw);
  draw();
  return () => {
    flush();
    giveKeysBack();
    document.removeEventListener("visibilitychange", look);
    model.off("change:shown", draw);
  };
}

export default { render };
