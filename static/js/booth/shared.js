// The booth on a tablet that many people use one after the other: the same sheets, and nothing of anyone once they are gone.
import { isChosen, resetAppearance } from "../appearance.js";
import { Booth } from "./booth.js";
import { drawer } from "./drawer.js";
import { forgetSought } from "./finding.js";
import { afterQuiet, isNews, onScan } from "./sharing.js";
import { readSlip } from "./slip.js";

export class SharedBooth extends Booth {
  /** `over` (over.js) lays what is asked over the sheet; `left()` is called when somebody is gone; `clock()` in seconds. */
  constructor(sealer, over, left, clock = () => Date.now() / 1000) {
    super(sealer);
    Object.assign(this, { over, left, clock, touchedAt: clock(), seen: null });
    // One entry of the history for all of them: the browser's back button leads into nobody's ballot.
    this.choices.enter = (entry) => window.history.replaceState(entry, "");
  }

  goBack() {}

  /** A slip from the scanner or the camera, whatever lies on the page; false where it reads like none and may be typing. */
  bring(text) {
    const slip = this.read(text);
    if (!slip) return !typedField();
    forgetSought(document); // The scanner writes where the focus is.
    const deed = onScan(this.shown, this.has(), slip);
    if (deed === "take") this.take(slip);
    if (deed === "ask") this.over.ask("other-slip", { take: () => this.take(slip), stay: () => this.touch() });
    if (deed === "hold") this.over.ask("hold", { stay: () => this.touch() });
    return true;
  }

  read(text) {
    try {
      return readSlip(text);
    } catch (trouble) {
      if (this.shown !== "slipless" || typedField()) return null;
      this.misread = trouble.code;
      this.begin();
      return null;
    }
  }

  /** The next voter's slip: whatever lay there is gone first. */
  take(slip) {
    // On the waiting page it was the bringer of the slip who chose how large the letters are.
    if (this.shown !== "slipless") resetAppearance();
    this.clear();
    this.keep(slip);
    this.begin();
  }

  leave() {
    resetAppearance();
    this.clear();
    super.leave();
    this.left();
  }

  /** The round that is over is left by everybody on a machine that is not theirs: the slip is scanned again. */
  goOnward() {
    this.leave();
  }

  clear() {
    this.over.close();
    this.forget();
    this.refusal = this.filling = this.notice = null;
    window.history.replaceState(null, "");
    this.touchedAt = this.clock();
  }

  /** Somebody is there. */
  touch() {
    this.touchedAt = this.clock();
    this.over.close();
  }

  /** To be called every now and then, and whenever the tablet wakes. `times` as afterQuiet. */
  look(times) {
    if (isNews(this.seen, this.shown)) this.touchedAt = this.clock();
    this.seen = this.shown;
    const { due, left } = afterQuiet(this.shown, this.has(), this.clock() - this.touchedAt, times);
    if (due === "warn") this.over.warn(left, () => this.touch());
    else this.over.stopWarning();
    if (due === "giveUp") this.sending?.giveUp();
    if (due === "wipe") this.leave();
  }

  has() {
    return {
      slip: drawer.slip.get(), sealed: drawer.sealed.get() !== null, busy: this.isBusy, sending: this.sending !== null,
      typed: document.getElementById("typed")?.value ?? "", misread: this.misread, chosen: isChosen(),
    };
  }
}

/** The field in which a slip is being typed, if it has the focus. */
function typedField() {
  return document.activeElement?.id === "typed" ? document.activeElement : null;
}
