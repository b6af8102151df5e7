// The booth: from a slip to a receipt. stage.js decides which sheet is due; here it is laid, and its deeds done.
import { showCode } from "../codes.js";
import { getJson, postJson } from "../http.js";
import { roundOf, roundWas } from "../rounds.js";
import { lay, sentence, sheet } from "../sheets.js";
import { pause } from "../waiting.js";
import { isOutdated, readAnswer } from "./box.js";
import { Sending, deliver, keepSealed } from "./cast.js";
import { drawer } from "./drawer.js";
import { dressSheet, foldBallot, showLost } from "./dressing.js";
import { entrySheet } from "./entry.js";
import { Filling } from "./filling.js";
import { boardAddress, dressOpened, haveOpened, inWords, isUnanswered } from "./opened.js";
import { Ready } from "./ready.js";
import { roundKept } from "./rounds.js";
import { readSlip } from "./slip.js";
import { dueSheet } from "./stage.js";

const ASK_AGAIN_MS = 2000;

// Which of these is due, the room may tell before the box does.
const WITHOUT_BOX = ["arriving", "unissued", "between", "on-paper"];

// These lie there for one round; another round has them laid afresh.
const OF_ONE_ROUND = ["waiting", "marking"];

export class Booth {
  constructor(sealer) {
    this.sealer = sealer;
    this.ready = new Ready(sealer);
    this.room = null;        // the public state
    this.answer = undefined; // see readAnswer: undefined before the first, null while no slips are minted
    this.shown = null;       // the sheet on the page
    this.shownOf = undefined; // the election (its record) that it was laid for
    this.filling = null;
    this.misread = null;     // the code of a trouble with the scanned slip
    this.refusal = null;     // {sheet, tracker?, message?}: what came of the slip or of the ballot just sent
    this.notice = null;      // what is to be said on the review
    this.isBusy = false;     // a ballot is being sealed or opened: the page stays as it is
    this.sending = null;
    this.asking = null;
  }

  /** A scanned slip; false, and nothing changes, where a ballot is on its way: that one comes first. */
  scan(text) {
    const isOnItsWay = drawer.sealed.get() && (this.shown === null || this.shown === "sending");
    if (isOnItsWay || this.isBusy) return false;
    try {
      this.keep(readSlip(text));
    } catch (trouble) {
      this.misread = trouble.code;
    }
    return true;
  }

  /** The same slip again goes on where it was; another one begins afresh. */
  keep(slip) {
    this.misread = this.refusal = null;
    if (drawer.slip.get()?.credential !== slip.credential) this.forget();
    drawer.slip.put(slip);
  }

  begin() {
    this.shown = null;
    this.answer = undefined;
    this.turn();
    this.ask();
  }

  /** The room has changed; a ballot half filled in is never disturbed by it. */
  hear(state) {
    const isNextRound = this.room && roundOf(this.room).number !== roundOf(state).number;
    this.room = state;
    if (isNextRound && this.shown === "spent") this.leave();
    dressSheet(document, this.room);
    if (this.answer !== undefined && isOutdated(this.answer, state)) this.ask();
    else if (WITHOUT_BOX.includes(this.shown)) this.turn();
  }

  /** The browser's back or forward button; once the ballot is sealed there is nothing to go back to. */
  goBack(historyState) {
    if (this.shown === "marking") this.filling.follow(historyState);
  }

  /** Ask the box which election it takes ballots for; one question at a time, again and again until it answers. */
  ask() {
    this.asking ??= getJson("/booth/election")
      .then((given) => { this.answer = readAnswer(given, drawer.slip.get()); }, (error) => this.unanswered(error))
      .then(() => { this.asking = null; this.turn(); this.keepUp(); });
    return this.asking;
  }

  /** The room may have moved on while the box was answering, or hears of the box's move a moment later. */
  keepUp() {
    const isBehind = this.answer !== undefined && this.room && isOutdated(this.answer, this.room);
    if (isBehind) pause(ASK_AGAIN_MS).then(() => this.ask());
  }

  unanswered(error) {
    if (error.code === "no-election") {
      this.answer = null;
      return;
    }
    if (this.answer === undefined && drawer.sealed.get()) showLost();
    pause(ASK_AGAIN_MS).then(() => this.ask());
  }

  due() {
    const kept = {
      slip: drawer.slip.get(), sealed: drawer.sealed.get(), receipt: drawer.receipt.get(), draft: drawer.draft.get(),
      opened: drawer.opened.get(),
    };
    return this.refusal?.sheet ?? dueSheet(kept, this.answer, this.room);
  }

  /** Lay the sheet that is due, if it is not the one on the page. */
  turn() {
    if (this.isBusy) return;
    const due = this.due();
    if (due === "waiting" || due === "marking") this.prepare();
    if (due === "voided" || due === "passed") this.sending?.giveUp();
    const isOfAnother = OF_ONE_ROUND.includes(due) && this.shownOf !== this.answer.election;
    if (due !== this.shown || isOfAnother) {
      if (due === this.shown) this.dropMarks();
      this.shown = due;
      this.shownOf = this.answer?.election;
      if (due in this.laying) this.laying[due]();
      else this.layPlain(due);
    }
    if (due === "sending" && this.answer) this.send();
  }

  laying = {
    slipless: () => lay(entrySheet((slip) => { this.keep(slip); this.begin(); }, this.misread)),
    marking: () => {
      this.filling = new Filling(this.answer, this.choices);
      this.filling.resume(this.notice);
      this.notice = null;
    },
    sending: () => {
      this.layOnItsWay("sending");
      foldBallot();
    },
    receipt: () => {
      const { ballot, ...receipt } = { ...this.ofThisRound(), ...drawer.sealed.get(), ...drawer.receipt.get() };
      this.forget();
      drawer.receipt.put(receipt);
      this.layPlain("receipt", receipt);
    },
    opened: () => {
      const copy = sheet("opened", {}, { refill: () => this.fillAfresh() });
      dressOpened(copy, drawer.opened.get(), boardAddress(window.location, this.room));
      lay(copy);
    },
    spent: () => {
      // Nobody but its holder may open the next round with it: on a shared machine the slip is scanned again.
      this.refusal ??= { sheet: "spent", tracker: this.answer.used[this.answer.mine] };
      drawer.slip.drop();
      this.layPlain("spent", this.refusal);
    },
    foreign: () => this.layPlain("foreign", { mark: drawer.slip.get().mark, current: this.answer.mark }),
    voided: () => this.layPlain("voided", { reason: roundWas(this.room, this.uuidLeft()).voided }),
    passed: () => this.layPlain("passed", { tracker: drawer.sealed.get().tracker }),
    outrun: () => this.layPlain("outrun", this.refusal),
    refused: () => this.layPlain("refused", this.refusal),
  };

  layPlain(name, texts = {}) {
    const deeds = { leave: () => this.leave(), refill: () => this.refill(), onward: () => this.goOnward() };
    const copy = sheet(name, texts, deeds);
    if (texts.tracker) showCode(copy.querySelector("[data-code]"), texts.tracker);
    dressSheet(copy, this.room);
    lay(copy);
  }

  ofThisRound() {
    return this.answer ? roundKept(this.answer) : {};
  }

  /** Marks are numbers of places on a list: on another list, of the same name too, they would be for somebody else. */
  dropMarks() {
    this.ready.drop();
    drawer.draft.drop();
  }

  /** The election of what was being filled in or sent. */
  uuidLeft() {
    return (drawer.sealed.get() ?? drawer.draft.get()).uuid;
  }

  /** A sheet of a ballot on its way: sealed, or sent, or opened. */
  layOnItsWay(name) {
    lay(sheet(name, {}, { hurry: () => this.sending?.hurry(), giveUp: () => this.sending?.giveUp() }));
  }

  choices = {
    seal: (marks) => this.ready.seal(drawer.slip.get(), marks),
    drop: () => this.ready.drop() && this.prepare(),
    cast: (marks) => this.choose("sending", () => this.cast(marks)),
    audit: (marks) => this.choose("auditing", () => this.audit(marks)),
  };

  /** All of sealing that depends on no mark; done ahead, so that nobody waits for it. */
  prepare() {
    this.sealer.begin(this.answer.election).catch(() => {});
  }

  /** One deed with the sealed ballot; a second tap finds it under way and does nothing. */
  async choose(name, deed) {
    if (this.isBusy || this.shown !== "marking") return;
    this.isBusy = true;
    this.shown = name;
    this.layOnItsWay(name);
    await deed();
    this.isBusy = false;
    this.turn();
  }

  async cast(marks) {
    try {
      await keepSealed(this.choices.seal(marks), this.ofThisRound());
      foldBallot();
    } catch {
      this.refusal = { sheet: "refused", message: sentence("sealing-failed") };
    }
    this.ready.drop();
  }

  /** Have the ballot opened. Where the box does not take part in it, it can still be cast as it is. */
  async audit(marks) {
    this.sending = new Sending((ballot) => postJson("/booth/audit", ballot), showLost, isUnanswered);
    const { notice = null, refusal = null, isUnsure, isLost } = await haveOpened({
      sealed: this.choices.seal(marks), sending: this.sending, round: this.ofThisRound(),
      open: (tracker) => this.sealer.open(tracker), marked: inWords(this.filling.contests, marks),
    });
    this.sending = null;
    this.notice = notice;
    this.refusal = isLost ? { sheet: "refused", message: sentence("opening-lost") } : refusal;
    if (this.refusal?.sheet === "refused") drawer.draft.drop();
    if (!notice) this.ready.drop();
    if (isUnsure) await this.ask();
  }

  /** Send the kept bytes until the box has answered, then lay what came of it. */
  async send() {
    if (this.sending) return;
    this.sending = new Sending((ballot) => postJson("/booth/ballot", ballot), showLost);
    const { refusal = null, isUnsure = false } = await deliver(drawer.sealed.get(), this.sending);
    this.refusal = refusal;
    if (isUnsure) await this.askForCertainty();
    this.sending = null;
    this.turn();
  }

  async askForCertainty() {
    await this.ask();
    if (this.due() === "sending") await this.sending.pause();
  }

  /** The opened ballot is put away; another is marked from the beginning. */
  fillAfresh() {
    drawer.opened.drop();
    this.refill();
  }

  forget() {
    this.ready.drop();
    drawer.empty();
  }

  /** Leave nothing of this voter on the machine, and be ready for the next slip. */
  leave() {
    this.forget();
    this.misread = null;
    this.refill();
  }

  /** Leave the round that is over behind; the slip stays. */
  goOnward() {
    for (const each of [drawer.sealed, drawer.draft, drawer.opened]) each.drop();
    this.refill();
  }

  /** Fill in again after a ballot that the box did not take. */
  refill() {
    this.refusal = this.filling = null;
    this.begin();
  }
}
