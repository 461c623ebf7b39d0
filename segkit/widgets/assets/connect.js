// The form of segkit.views.connect: the token goes to Python as bytes beside the message, and
// the field is empty before it leaves. Nothing of it is kept in the model or in the page.

function render({ model, el }) {
  el.classList.add("sk-widget");
  const root = document.createElement("div");
  el.replaceChildren(root);
  let waiting = "";

  const ask = (message, buffers) => {
    waiting = crypto.randomUUID?.() ?? String(Math.random()); // no randomUUID over plain http
    for (const button of root.querySelectorAll("button")) button.disabled = true;
    root.querySelector(".sk-connect-said").textContent = "Asking …";
    model.send({ ...message, ticket: waiting }, undefined, buffers);
  };

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = root.querySelector("input[type=password]");
    const typed = new TextEncoder().encode(field.value);
    field.value = "";
    if (typed.length === 0) {
      field.focus();
      return;
    }
    const pull = root.querySelector("input[type=checkbox]").checked;
    ask({ do: "connect", pull }, [typed.buffer]);
  });
  root.addEventListener("click", (event) => {
    if (event.target.closest("button[data-sk-do=forget]")) ask({ do: "forget" }, []);
  });

  const draw = () => {
    const { html, ticket } = model.get("shown");
    if (waiting && ticket !== waiting) return; // an answer to an older question
    const hadFocus = waiting !== "";
    waiting = "";
    root.innerHTML = html; // escaped by segkit.views
    if (hadFocus) root.querySelector("input[type=password]").focus();
  };
  model.on("change:shown", draw);
  draw();
  return () => {
    root.replaceChildren();
    model.off("change:shown", draw);
  };
}

export default { render };
