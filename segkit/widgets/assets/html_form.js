// The browser's side of segkit.widgets.html_form: gestures go to Python, its HTML comes back and
// is woven into what is there. Inputs that somebody is typing in are left alone.

function render({ model, el }) {
  el.classList.add("sk-widget");
  const root = document.createElement("div");
  const said = document.createElement("div"); // for screen readers; it has to stay where it is
  said.className = "sk sk-sr";
  const heard = document.createElement("span");
  heard.className = "sk-sr";
  said.setAttribute("role", "status");
  said.append(heard);
  el.replaceChildren(root, said);
  let count = 0;
  let waiting = "";
  const timers = new Map();

  const send = (control) => {
    clearTimeout(timers.get(control));
    timers.delete(control);
    const { skDo, skItem } = control.dataset;
    const form = control.closest("[data-sk-form]");
    const fields = {};
    for (const one of form?.querySelectorAll("[name]") ?? []) {
      fields[one.name] = one.type === "checkbox" ? String(one.checked) : one.value;
    }
    count += 1;
    waiting = `${count}`;
    root.setAttribute("aria-busy", "true");
    model.send({ do: skDo, key: skItem ?? "", value: control.value ?? "", fields, ticket: waiting });
  };
  const flush = () => { for (const control of [...timers.keys()]) send(control); };

  root.addEventListener("click", (event) => {
    const control = event.target.closest("button[data-sk-do]");
    if (!control || control.getAttribute("aria-disabled") === "true") return;
    flush();
    send(control);
  });
  root.addEventListener("change", ({ target }) => {
    if (target.matches("select[data-sk-do], input[type=checkbox][data-sk-do]")) send(target);
  });
  root.addEventListener("input", ({ target }) => {
    if (!target.matches("input[data-sk-do]:not([type=checkbox]), textarea[data-sk-do]")) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => send(target), Number(target.dataset.skPause ?? 200)));
  });
  root.addEventListener("focusout", flush);
  root.addEventListener("keydown", (event) => {
    const search = root.querySelector("[data-sk-search]");
    if (search && event.key === "/" && !event.target.matches("input, textarea, select")) {
      event.preventDefault();
      search.focus();
      search.select();
      return;
    }
    if (search && event.key === "Escape" && event.target === search && search.value) {
      event.preventDefault();
      event.stopPropagation();
      search.value = "";
      send(search);
      return;
    }
    if (event.key !== "Enter" || event.target.nodeName !== "INPUT") return;
    const main = event.target.closest("[data-sk-form]")?.querySelector("button[data-sk-main]");
    if (!main) return;
    event.preventDefault();
    flush();
    send(main);
  });

  const draw = () => {
    const { html, said: words, ticket } = model.get("shown");
    if (ticket && ticket !== waiting) return; // an answer to an older gesture
    root.removeAttribute("aria-busy");
    const next = document.createElement("div");
    next.innerHTML = html; // escaped by segkit.views
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    const place = focused && ["sk-do", "sk-item"].map((name) => {
      const value = focused.getAttribute(`data-${name}`);
      return value === null ? "" : `[data-${name}="${CSS.escape(value)}"]`;
    }).join("");
    weave(root, next);
    if (focused && !root.contains(document.activeElement)) {
      ((place && root.querySelector(place)) || root.querySelector("button, input, select"))?.focus();
    }
    heard.textContent = words;
  };
  const giveKeysBack = keepKeys(root);
  model.on("change:shown", draw);
  draw();
  return () => {
    flush();
    giveKeysBack();
    model.off("change:shown", draw);
  };
}

export default { render };
