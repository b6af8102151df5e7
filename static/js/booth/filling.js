// Filling in the ballot: one card a screen, then the review, with the browser's own back and forward between them. The
// address never changes; an entry of the history holds only which step it is. The review has the ballot sealed at once;
// going back to a card drops it.
import { lay, sheet } from "../sheets.js";
import { contestSheet } from "./card.js";
import { cardsOf } from "./cards.js";
import { agreeBlank, mark, openDraft, standAt } from "./draft.js";
import { askBlank } from "./frame.js";
import { blankQuestion, pairSheet } from "./pair.js";
import { reviewSheet, showSealed } from "./review.js";

// A ballot of one or two cards takes its marks and three taps at most; so that a longer one does, its last card goes on by
// itself once nothing is left to choose on it.
const CARDS_WITHOUT_HASTE = 2;
const REST_MS = 900; // for the last cross to be seen

export class Filling {
  /**
   * `uuid`, `contests` and `round` of the election (as readAnswer). `deeds`: seal(marks) gives a promise of the sealed
   * ballot of the review, drop() forgets it; cast(marks) and audit(marks) are the voter's choice. enter(entry), where it
   * is given, keeps the step in place of a new entry of the history.
   */
  constructor({ uuid, contests, round }, deeds) {
    this.uuid = uuid;
    this.contests = contests;
    this.round = round;
    this.cards = cardsOf(contests);
    this.draft = openDraft(uuid, contests.length);
    this.deeds = deeds;
    this.rest = null;
  }

  /** Lay the step where the voter was; `notice` is to be said on the review. */
  resume(notice = null) {
    this.notice = notice;
    this.goTo(this.draft.step, { replace: true, editing: window.history.state?.editing });
  }

  /** The browser's back or forward button. */
  follow(historyState) {
    this.show(historyState?.step ?? 0, Boolean(historyState?.editing));
  }

  goTo(step, { replace = false, editing = false } = {}) {
    const entry = { step, editing: Boolean(editing) };
    if (this.deeds.enter) this.deeds.enter(entry);
    else if (replace) window.history.replaceState(entry, "");
    else window.history.pushState(entry, "");
    this.show(step, entry.editing);
  }

  show(step, isEditing) {
    const last = this.cards.length;
    const at = Math.min(Math.max(step, 0), last);
    clearTimeout(this.rest);
    standAt(this.draft, at);
    if (at === last) return this.layReview();
    this.deeds.drop();
    return lay(this.card(at, isEditing));
  }

  card(step, isEditing) {
    const card = this.cards[step];
    const round = this.round;
    const isLast = step === this.cards.length - 1 && this.cards.length > CARDS_WITHOUT_HASTE && !isEditing;
    const frame = { at: step + 1, of: this.cards.length, round, isFirst: step === 0, isEditing, isLast };
    const next = () => this.goTo(isEditing ? this.cards.length : step + 1);
    const deeds = {
      back: () => this.goTo(step - 1),
      next: () => (this.empty(card).length ? this.askBlank(card) : next()),
      blank: () => { this.empty(card).forEach((at) => agreeBlank(this.draft, at)); next(); },
      again: () => askBlank(false),
      full: () => isLast && this.restThen(next),
    };
    return card.length > 1 ? this.pair(card, { deeds, frame }) : this.single(card[0], { deeds, frame });
  }

  single(at, { deeds, frame }) {
    const contest = this.contests[at];
    const apartFrom = this.contests[contest.apart]?.title;
    const toggle = (choice) => this.toggle([at], at, choice, deeds);
    return contestSheet(contest, this.draft.marks[at], { toggle, deeds, frame, apartFrom });
  }

  pair(card, { deeds, frame }) {
    const toggle = (column, choice) => this.toggle(card, card[column], choice, deeds);
    const marks = () => card.map((at) => this.draft.marks[at]);
    return pairSheet(card.map((at) => this.contests[at]), marks, { toggle, deeds, frame });
  }

  toggle(card, at, choice, { full }) {
    clearTimeout(this.rest);
    askBlank(false, { focus: false });
    const trouble = mark(this.draft, this.contests, at, choice, card.length > 1);
    if (!trouble && card.every((each) => this.draft.marks[each].length === this.contests[each].seats)) full();
    return trouble;
  }

  /** Go on in a moment, where the card is then still there: the sheet has said so, and any further mark puts it off. */
  restThen(next) {
    const card = document.querySelector("#stage .filling");
    this.rest = setTimeout(() => { if (card.isConnected) next(); }, REST_MS);
  }

  /** The contests of a card that have no mark, and whose blank has not been agreed. */
  empty(card) {
    return card.filter((at) => !this.draft.marks[at].length && !this.draft.blank[at]);
  }

  askBlank(card) {
    const columns = this.empty(card).map((at) => card.indexOf(at));
    const pair = card.map((at) => this.contests[at]);
    askBlank(true, { question: card.length > 1 ? blankQuestion(pair, columns) : null });
  }

  layReview() {
    const { contests, cards, round, notice, draft: { marks } } = this;
    const edit = (step) => this.goTo(step, { editing: true });
    const audit = () => this.askAudit();
    lay(reviewSheet(contests, cards, marks, { edit, round, notice, audit, cast: () => this.deeds.cast(marks) }));
    this.notice = null;
    showSealed(document, this.deeds.seal(marks));
  }

  askAudit() {
    const { marks } = this.draft;
    lay(sheet("audit", {}, { back: () => this.layReview(), audit: () => this.deeds.audit(marks) }));
  }
}
