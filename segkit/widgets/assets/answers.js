// What the room answered, in order, over all forms of a notebook: the bar's one Undo names the last
// answer, and takes back that one or none.

/** What a form's own Undo names. */
function namedBy(form) {
  const undo = form.querySelector("[data-sk-do=undo]:not([aria-disabled=true])");
  const texts = [...undo?.childNodes ?? []].filter((one) => one.nodeName !== "KBD").map((one) => one.textContent);
  return { id: undo?.value ?? "", words: texts.join("").replace("Undo: ", "").trim() };
}

const isSame = (one, other) => one.id === other.id && one.words === other.words;

class Answers {
  /** `bar`: the form whose own Undo is named while nothing was answered yet. */
  constructor(bar, all = []) {
    Object.assign(this, { bar, all });
    this.name();
  }

  last() {
    this.all = this.all.filter(({ form }) => form.isConnected);
    return this.all.at(-1) ?? { form: this.bar, ...namedBy(this.bar) };
  }

  /** A form has saved something, or has taken something back. */
  given(form, isUndo) {
    const at = this.all.findLastIndex((one) => one.form === form);
    const named = namedBy(form);
    if (isUndo && at >= 0) this.all.splice(at, 1);
    // what is typed on is the same answer
    else if (!isUndo && named.words && !(at >= 0 && isSame(this.all[at], named))) this.all.push({ form, ...named });
    this.name();
  }

  /** The words on the bar's button. */
  name() {
    const key = this.bar.querySelector("[data-room=undo] kbd");
    let words = key?.previousElementSibling;
    if (key && !words) {
      words = make("span");
      words.dataset.skLocal = "undo"; // Python does not draw it
      key.before(words);
    }
    if (words) words.textContent = words.title = this.last().words;
  }

  /** `press` presses a form's Undo; gives why nothing was undone, if so. */
  undo(press) {
    const last = this.last();
    const named = namedBy(last.form);
    if (!isSame(last, named)) { // by another window of the same notebook
      this.all.pop();
      this.name();
      return "Something else was changed there meanwhile. Nothing was undone.";
    }
    return named.words && press(last.form) ? "" : "There is nothing to undo.";
  }
}
