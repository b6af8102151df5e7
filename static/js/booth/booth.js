// The booth: from a slip to a receipt. stage.js decides which sheet is due; here it is laid, and its deeds done.
import { showCode } from "../codes.js";
import { getJson, postJson } from "../http.js";
import { dressBox } from "../lockedbox.js";
import { lay, sentence, sheet } from "../sheets.js";
import { isOutdated, readAnswer } from "./box.js";
import { Sending, deliver, sealOnce } from "./cast.js";
import { drawer } from "./drawer.js";
import { entrySheet } from "./entry.js";
import { Filling } from "./filling.js";
import { readSlip } from "./slip.js";
import { dueSheet } from "./stage.js";

const ASK_AGAIN_MS = 3000;

export class Booth {
  constructor(sealer) {
    this.sealer = sealer;
    this.room = null;        // the public state
    this.answer = undefined; // see readAnswer: undefined before the first, null while no slips are minted
    this.shown = null;       // the sheet on the page
    this.filling = null;
    this.misread = null;     // the code of a trouble with the scanned slip
    this.refusal = null;     // {sheet, tracker?, message?}: what came of the ballot just sent
    this.isSealing = false;
    this.sending = null;
    this.asking = null;
  }

  /** A scanned slip; false, and nothing changes, where a ballot is on its way: that one comes first. */
  scan(text) {
    const isOnItsWay = drawer.sealed.get() && (this.shown === null || this.shown === "sending");
    if (isOnItsWay || this.isSealing) return false;
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
    if (drawer.slip.get()?.credential !== slip.credential) drawer.empty();
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
    this.room = state;
    this.dressLocks(document);
    if (this.answer !== undefined && isOutdated(this.answer, state)) this.ask();
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
    if (isBehind) setTimeout(() => this.ask(), ASK_AGAIN_MS);
  }

  unanswered(error) {
    if (error.code === "no-election") {
      this.answer = null;
      return;
    }
    if (this.answer === undefined && drawer.sealed.get()) showLost();
    setTimeout(() => this.ask(), ASK_AGAIN_MS);
  }

  due() {
    const kept = { slip: drawer.slip.get(), sealed: drawer.sealed.get(), receipt: drawer.receipt.get() };
    return this.refusal?.sheet ?? dueSheet(kept, this.answer);
  }

  /** Lay the sheet that is due, if it is not the one on the page. */
  turn() {
    if (this.isSealing) return;
    const due = this.due();
    if (due === "waiting" || due === "marking") this.sealer.begin(this.answer.election).catch(() => {});
    if (due !== this.shown) {
      this.shown = due;
      if (due in this.laying) this.laying[due]();
      else this.layPlain(due);
    }
    if (due === "sending" && this.answer) this.send();
  }

  laying = {
    slipless: () => lay(entrySheet((slip) => { this.keep(slip); this.begin(); }, this.misread)),
    marking: () => {
      this.filling = new Filling(this.answer.uuid, this.answer.contests, (marks) => this.cast(marks));
      this.filling.resume();
    },
    sending: () => {
      this.laySending();
      foldBallot();
    },
    receipt: () => {
      const { tracker } = drawer.receipt.get() ?? drawer.sealed.get();
      drawer.empty();
      drawer.receipt.put({ tracker });
      this.layPlain("receipt", { tracker });
    },
    spent: () => this.layPlain("spent", { tracker: this.answer.used[this.answer.mine] }),
    foreign: () => this.layPlain("foreign", { mark: drawer.slip.get().mark, current: this.answer.mark }),
    outrun: () => this.layPlain("outrun", this.refusal),
    refused: () => this.layPlain("refused", this.refusal),
  };

  layPlain(name, texts = {}) {
    const copy = sheet(name, texts, { leave: () => this.leave(), refill: () => this.refill() });
    if (texts.tracker) showCode(copy.querySelector("[data-code]"), texts.tracker);
    this.dressLocks(copy);
    lay(copy);
  }

  laySending() {
    lay(sheet("sending", {}, { hurry: () => this.sending?.hurry() }));
  }

  dressLocks(page) {
    if (!this.room?.tellers.length) return;
    const locks = this.room.tellers.map(({ lock }) => lock);
    page.querySelectorAll("[data-picture='box'] svg").forEach((svg) => dressBox(svg, locks));
  }

  /** Cast the ballot. A second tap finds it under way and does nothing. */
  async cast(marks) {
    if (this.isSealing || this.shown !== "marking") return;
    this.isSealing = true;
    this.shown = "sending";
    this.laySending();
    try {
      await sealOnce(this.sealer, drawer.slip.get(), marks);
      foldBallot();
    } catch {
      this.refusal = { sheet: "refused", message: sentence("sealing-failed") };
    }
    this.isSealing = false;
    this.turn();
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

  /** Leave nothing of this voter on the machine, and be ready for the next slip. */
  leave() {
    drawer.empty();
    this.misread = null;
    this.refill();
  }

  /** Fill in again after a ballot that the box did not take. */
  refill() {
    this.refusal = this.filling = null;
    this.begin();
  }
}

function foldBallot() {
  document.querySelector(".folding-ballot").classList.add("sealed");
}

function showLost() {
  document.querySelectorAll(".lost").forEach((element) => { element.hidden = false; });
}
