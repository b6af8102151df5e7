// Filling in the ballot: one contest a screen, then the review, with the browser's own back and forward between
// them. The address never changes; an entry of the history holds only which step it is.
import { lay } from "../sheets.js";
import { askBlank, contestSheet } from "./card.js";
import { agreeBlank, mark, openDraft, standAt } from "./draft.js";
import { reviewSheet } from "./review.js";

export class Filling {
  /** `contests` as {title, seats, nominees} of the election `uuid`; `cast(marks)` is called when the voter casts. */
  constructor(uuid, contests, cast) {
    this.contests = contests;
    this.draft = openDraft(uuid, contests.length);
    this.cast = () => cast(this.draft.marks);
  }

  /** Lay the step where the voter was. */
  resume() {
    this.goTo(this.draft.step, { replace: true, editing: window.history.state?.editing });
  }

  /** The browser's back or forward button. */
  follow(historyState) {
    this.show(historyState?.step ?? 0, Boolean(historyState?.editing));
  }

  goTo(step, { replace = false, editing = false } = {}) {
    const entry = { step, editing: Boolean(editing) };
    if (replace) window.history.replaceState(entry, "");
    else window.history.pushState(entry, "");
    this.show(step, entry.editing);
  }

  show(step, isEditing) {
    const last = this.contests.length;
    const at = Math.min(Math.max(step, 0), last);
    standAt(this.draft, at);
    lay(at === last ? this.review() : this.contest(at, isEditing));
  }

  contest(at, isEditing) {
    const next = () => this.goTo(isEditing ? this.contests.length : at + 1);
    const deeds = {
      back: () => this.goTo(at - 1),
      next: () => (this.draft.marks[at].length || this.draft.blank[at] ? next() : askBlank(true)),
      blank: () => { agreeBlank(this.draft, at); next(); },
      again: () => askBlank(false),
    };
    const contest = this.contests[at];
    const toggle = (choice) => {
      askBlank(false, { focus: false });
      return mark(this.draft, at, choice, contest.seats);
    };
    const place = { at: at + 1, of: this.contests.length };
    return contestSheet(contest, this.draft.marks[at], { place, toggle, deeds, isFirst: at === 0, isEditing });
  }

  review() {
    return reviewSheet(this.contests, this.draft.marks, (at) => this.goTo(at, { editing: true }), { cast: this.cast });
  }
}
