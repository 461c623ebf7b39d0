// One style sheet for all widgets of the page, put in by the first of them.

if (!document.getElementById(SHEET_ID)) {
  const style = Object.assign(document.createElement("style"), { id: SHEET_ID, textContent: SHEET });
  document.head.append(style);
}
