// One style sheet for all widgets of the page, put in by the first of them.

if (!document.getElementById(SHEET_ID)) {
  const style = Object.assign(document.createElement("style"), { id: SHEET_ID, textContent: SHEET });
  document.head.append(style);
}

/** While a widget is live its static twin is out of the page; gives what brings it back. */
function takeOver(el) {
  let bringBack = () => {};
  let timer = 0;
  const look = () => {
    if (!el.isConnected) { // a widget is drawn before it is put into the page
      timer = setTimeout(look, 50);
      return;
    }
    const above = el.closest(".jp-OutputArea-child")?.previousElementSibling;
    const twin = above?.querySelector("[data-sk-twin]");
    const content = [...twin?.childNodes ?? []];
    twin?.replaceChildren();
    bringBack = () => twin?.replaceChildren(...content);
  };
  look();
  return () => {
    clearTimeout(timer);
    bringBack();
  };
}
