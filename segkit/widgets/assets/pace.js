// The time of a workshop: when each part begins, what is left, when it all ends at this pace.

const USUAL = 10; // minutes of a part that no running order names
const minutesOf = (date) => date.getHours() * 60 + date.getMinutes() + date.getSeconds() / 60;
const hour = (minutes) => `${Math.floor((minutes / 60) % 24)}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;

class Pace {
  /** `agenda`: `begins` in minutes since midnight or null, and minutes by title; `set`: what was changed. */
  constructor(titles, agenda, set, opened) {
    this.lengths = titles.map((title) => set[title] ?? agenda.minutes[title] ?? USUAL);
    this.total = this.lengths.reduce((sum, one) => sum + one, 0);
    const { begins } = agenda;
    // a running order of another day or hour: the room began when it was opened
    this.isAgreed = begins !== null && opened >= begins - 60 && opened <= begins + this.total;
    this.start = this.isAgreed ? begins : opened;
  }

  begins(index) { return this.start + this.lengths.slice(0, index).reduce((sum, one) => sum + one, 0); }

  ends(index) { return this.begins(index) + this.lengths[index]; }

  /** What the frame says of the part at hand: minutes left, until when, and whether it is late. */
  told(index, now) {
    const left = this.ends(index) - now;
    const whole = left >= 0 ? Math.ceil(left) : -Math.ceil(-left);
    return left >= 0
      ? { left: `${whole} min left`, until: `until ${hour(this.ends(index))}`, late: false }
      : { left: `${-whole} min over`, until: `ends ${hour(this.start + this.total - left)} at this pace`, late: true };
  }

  done(index, at, now) {
    if (index !== at) return index < at ? 100 : 0;
    return Math.max(4, Math.min(100, (100 * (now - this.begins(at))) / this.lengths[at]));
  }
}
