// What was typed and is not in the file yet: a line for each place where one can type, kept in
// this browser by engagement and form until Python has read it back from the file.

class Kept {
  constructor(key) {
    this.key = `segkit:${key}`;
    this.works = true;
  }

  all() {
    try { return JSON.parse(localStorage.getItem(this.key)) ?? {}; } catch { return {}; }
  }

  #store(lines) {
    try {
      if (Object.keys(lines).length) localStorage.setItem(this.key, JSON.stringify(lines));
      else localStorage.removeItem(this.key);
      this.works = true;
    } catch { this.works = false; } // full or forbidden: the field alone has it, and the form says so
  }

  /** Lines of all forms of this place, whoever of them is in sight. */
  static count(place) {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`segkit:${place}:`));
    return keys.flatMap((key) => Object.values(new Kept(key.slice("segkit:".length)).all())).filter((one) => !one.remembered).length;
  }

  put(id, { timer, flying, stuck, problem, ...line }) { this.#store({ ...this.all(), [id]: line }); }

  drop(id) {
    const { [id]: gone, ...rest } = this.all();
    if (gone) this.#store(rest);
  }
}
