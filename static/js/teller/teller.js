// A teller's phone: makes a key, makes the locks with the other phones, and releases its own at the count. step.js decides
// what is due; ceremony.js and closedbox.js do it.
import { isPassing, pause, untilDone } from "../errand.js";
import { postJson } from "../http.js";
import { dressBox } from "../lockedbox.js";
import { PARTS, checkSet, isOvertaken } from "../locks/ceremony.js";
import { dueStep, registeredIn } from "../locks/step.js";
import { newSeed } from "../protocol/trustee.js";
import { isByHand } from "../rounds.js";
import { lay, sentence, sheet } from "../sheets.js";
import { BoxWatch } from "./boxwatch.js";
import { shareOf } from "./closedbox.js";
import { dress } from "./dressing.js";
import { OwnKey } from "./ownkey.js";
import { takeTypedSeed } from "./typing.js";
import { wordsFor } from "./words.js";

export class Teller {
  constructor(worker) {
    this.worker = worker;
    this.key = new OwnKey(worker);
    this.offered = null; // a seed that another phone of this teller showed
    this.seat = null;    // as the kiosk tells it
    this.asks = 0;
    this.set = { trustees: null, code: null }; // the set of locks that this phone has checked
    this.room = null;
    this.shown = null;
    this.isBusy = false;
    this.watch = new BoxWatch(worker, {
      sheet: () => this.shown,
      head: () => this.room?.box.head,
      key: () => ({ verification: this.key.verification, code: this.set.code }),
      onChange: () => this.dress(),
      onTrouble: (error) => this.tell(error),
    });
  }

  invite({ seat, seed }) {
    this.key.sit(seat);
    this.offered = seed;
    this.shown = null;
  }

  /** Ask the kiosk how the seat stands, until it answers; then do what is due. An answer that a later one overtakes is old. */
  async ask() {
    if (!this.key.mine) return this.show("uninvited");
    this.asks += 1;
    const ask = this.asks;
    try {
      const seat = await postJson("/teller/seat", this.key.mine);
      return ask === this.asks && await this.take(seat);
    } catch (error) {
      if (!isPassing(error)) return this.show("refused", { message: wordsFor(error) });
    }
    await pause();
    return this.ask();
  }

  async take(seat) {
    this.seat = seat;
    await this.key.know();
    const wrong = await this.takeOffered();
    if (wrong) return this.show("trouble", { message: sentence(wrong) });
    if (seat.trustees !== this.set.trustees) this.set = { trustees: seat.trustees, code: null };
    return this.turn();
  }

  /** The seed that came by a square code; what is wrong with it, or null. It is noted where its key takes part already. */
  async takeOffered() {
    const seed = this.offered;
    this.offered = null;
    if (!seed || seed === this.key.seed) return null;
    const registered = registeredIn(this.seat);
    const wrong = await this.key.whyNot(seed, registered);
    return wrong ?? this.keeping(() => this.key.take(seed, { isNoted: registered !== null }));
  }

  /** Keep something of the key; null, or what is wrong with this browser. */
  async keeping(deed) {
    try {
      await deed();
      return null;
    } catch {
      return "not-kept";
    }
  }

  /** The room has changed: a lock, the stage. Nothing that the teller is doing is disturbed. */
  hear(state) {
    const before = this.room;
    this.room = state;
    if (before && before.election?.uuid !== state.election?.uuid) this.watch.forget();
    document.querySelectorAll("[data-picture='box'] svg").forEach((svg) => this.dressLocks(svg));
    if (!this.seat) return;
    this.dress();
    if (this.concerns(before) !== this.concerns(state)) this.ask();
    else this.watch.again();
  }

  /** What of the room's state this phone acts upon, as one comparable text. */
  concerns(state) {
    const mine = state?.tellers.find(({ number }) => number === this.key.mine.number);
    const { openable, ...making } = state?.committee ?? {};
    return JSON.stringify([state?.stage, state?.election?.uuid, state?.round, mine, making]);
  }

  due() {
    const { key: { kept, verification }, set: { code } } = this;
    return dueStep(this.seat, kept, { verification, code, isByHand: isByHand(this.room) });
  }

  turn() {
    if (this.isBusy) return;
    const due = this.due();
    if (due === "elsewhere" && this.shown === "typing") return;
    if (due in PARTS) this.busily("gathering", () => PARTS[due](this.worker, this.seat, this.key));
    else if (due === "confirming") this.busily("gathering", () => this.confirm());
    else if (due === "releasing") this.look();
    else this.show(due);
  }

  show(name, more = {}) {
    if (name !== this.shown) {
      this.shown = name;
      const copy = sheet(name, { ...this.seat, ...more }, this.deeds());
      copy.querySelectorAll("[data-picture='box'] svg").forEach((svg) => this.dressLocks(svg));
      const form = copy.querySelector("form");
      if (form) takeTypedSeed(form, (seed) => this.key.whyNot(seed, registeredIn(this.seat)), (seed) => this.typed(seed));
      lay(copy);
    }
    this.dress();
    this.watch.again();
  }

  deeds() {
    return {
      make: () => this.change(() => this.key.take(newSeed(), { replaces: registeredIn(this.seat) })),
      noted: () => this.change(() => this.key.keep({ isNoted: true })),
      compared: () => this.change(() => this.key.keep({ code: this.set.code })),
      again: () => this.ask(),
      type: () => this.show("typing"),
      back: () => this.show("elsewhere"),
      release: () => this.release(),
      erase: () => this.erase(),
    };
  }

  async change(deed) {
    const wrong = await this.keeping(deed);
    if (wrong) this.show("trouble", { message: sentence(wrong) });
    else this.turn();
  }

  async typed(seed) {
    this.shown = null;
    await this.change(() => this.key.take(seed, { isNoted: true }));
  }

  erase() {
    this.key.erase();
    this.seat = null;
    this.show("erased");
  }

  dress() {
    const { seat, room, key, set, watch: { box, progress } } = this;
    dress({ seat, room, mine: key.mine, key: key.kept, set, box, progress });
  }

  dressLocks(svg) {
    if (this.room?.tellers.length) dressBox(svg, this.room.tellers.map(({ lock }) => lock));
  }

  /** Check the whole set of locks on this phone. Its code is kept; the code of another set than before, once compared. */
  async confirm() {
    this.set = await checkSet(this.worker, this.key.seed, this.seat);
    if (!this.key.kept.code) this.key.keep({ code: this.set.code });
  }

  /** Audit the closed box on this phone, then show what the teller compares with the projector. */
  look() {
    if (this.shown === "releasing") return this.watch.again();
    return this.busily("checking", () => this.watch.look(), () => {
      if (this.due() === "releasing") this.show("releasing");
      else this.turn(); // The round was voided meanwhile.
    });
  }

  /** Release the lock: the share is computed here, of the very box that the teller has seen. */
  release() {
    return this.busily("working", async () => {
      const share = await shareOf(this.worker, this.key, this.seat.private_key, this.watch.box);
      await postJson("/teller/share", { ...this.key.mine, share });
    });
  }

  /** Do one deed behind the sheet `name`, again where the line is down, a repeat is harmless; then go on. */
  async busily(name, deed, goOn = () => this.ask()) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.show(name);
    const trouble = await untilDone(deed, () => this.showLost());
    const isToAskAgain = trouble !== null && isOvertaken(trouble);
    if (isToAskAgain) await pause();
    this.isBusy = false;
    if (isToAskAgain) this.ask();
    else if (trouble) this.tell(trouble);
    else goOn();
  }

  tell(trouble) {
    this.shown = null; // Another trouble than the one that may lie there.
    this.show("trouble", { message: wordsFor(trouble) });
  }

  showLost() {
    document.querySelectorAll(".lost").forEach((element) => { element.hidden = false; });
  }
}
