// A teller's phone: makes a key, keeps it, and releases one lock of the box at the count. step.js decides which
// sheet is due.
import { postJson } from "../http.js";
import { dressBox } from "../lockedbox.js";
import { newSeed } from "../protocol/trustee.js";
import { lay, sentence, sheet } from "../sheets.js";
import { lookInto, shareOf } from "./closedbox.js";
import { dress } from "./dressing.js";
import { isPassing, pause, untilDone } from "./errand.js";
import { keyring } from "./keyring.js";
import { dueStep } from "./step.js";
import { takeTypedSeed } from "./typing.js";

// Between two looks into a box that fills: the archive is fetched whole, by every teller's phone.
const BETWEEN_LOOKS_MS = 10_000;

export class Teller {
  constructor(worker) {
    this.worker = worker;
    this.mine = keyring.seat(); // {number, invite}: the seat this phone was invited to
    this.seat = null;           // the same as the kiosk tells it
    this.seed = null;           // on this phone
    this.publicKey = null;      // of that seed
    this.room = null;
    this.shown = null;
    this.box = null;            // what this phone found in the archive, all of it audited
    this.progress = null;       // of the audit: {checked, ballots}
    this.looks = 0;
    this.isWatching = false;
    this.isBusy = false;
  }

  invite(seat) {
    keyring.sit(seat);
    this.mine = seat;
    this.shown = null;
  }

  key() {
    return keyring.key(this.mine);
  }

  /** Ask the kiosk how the seat stands, until it answers; then lay the sheet that is due. */
  async ask() {
    if (!this.mine) return this.show("uninvited");
    try {
      this.seat = await postJson("/teller/seat", this.mine);
      await this.knowMyKey();
      return this.turn();
    } catch (error) {
      if (!isPassing(error)) return this.show("refused", { message: wordsFor(error) });
    }
    await pause();
    return this.ask();
  }

  /** The worker may be busy with the box for a while, so it is asked once a seed. */
  async knowMyKey() {
    const { seed = null } = this.key() ?? {};
    if (seed === this.seed) return;
    this.publicKey = seed ? (await this.worker.makeKey(seed)).public_key : null;
    this.seed = seed;
  }

  /** The room has changed: a lock, the stage. Nothing that the teller is doing is disturbed. */
  hear(state) {
    const before = this.room;
    this.room = state;
    if (before && before.election?.uuid !== state.election?.uuid) this.forgetBox();
    document.querySelectorAll("[data-picture='box'] svg").forEach((svg) => this.dressLocks(svg));
    if (this.seat && this.concerns(before) !== this.concerns(state)) this.ask();
    else this.lookAgain();
  }

  /** What of the room's state this phone acts upon, as one comparable text. */
  concerns(state) {
    const mine = state?.tellers.find(({ number }) => number === this.mine.number);
    return JSON.stringify([state?.stage, state?.election?.uuid, state?.round, mine]);
  }

  /** Another round has another box; a look into the old one that is still under way finds nothing for the new. */
  forgetBox() {
    this.box = this.progress = null;
    this.looks += 1;
  }

  due() {
    return dueStep(this.seat, this.key(), this.publicKey);
  }

  turn() {
    if (this.isBusy) return;
    const due = this.due();
    if (due === "elsewhere" && this.shown === "typing") return;
    if (due === "registering") this.register();
    else if (due === "releasing") this.look();
    else this.show(due);
  }

  show(name, more = {}) {
    if (name !== this.shown) {
      this.shown = name;
      const copy = sheet(name, { ...this.seat, ...more }, this.deeds());
      copy.querySelectorAll("[data-picture='box'] svg").forEach((svg) => this.dressLocks(svg));
      const form = copy.querySelector("form");
      if (form) takeTypedSeed(form, (seed) => this.whyNotMine(seed), (seed) => this.takeUp(seed));
      lay(copy);
    }
    this.dress();
    this.lookAgain();
  }

  deeds() {
    return {
      make: () => this.make(),
      noted: () => { keyring.keep(this.mine, { ...this.key(), isNoted: true }); this.turn(); },
      again: () => this.ask(),
      type: () => this.show("typing"),
      back: () => this.show("elsewhere"),
      release: () => this.release(),
      erase: () => { this.erase(); this.show("erased"); },
    };
  }

  erase() {
    keyring.erase(this.mine);
    this.mine = this.seat = this.seed = this.publicKey = null;
  }

  dress() {
    dress(this);
  }

  showProgress(progress) {
    this.progress = progress;
    this.dress();
  }

  dressLocks(svg) {
    if (this.room?.tellers.length) dressBox(svg, this.room.tellers.map(({ lock }) => lock));
  }

  async make() {
    try {
      keyring.keep(this.mine, { seed: newSeed(), isNoted: false, replaces: this.seat.key?.public_key ?? null });
    } catch {
      return this.show("trouble", { message: sentence("not-kept") });
    }
    await this.knowMyKey();
    return this.turn();
  }

  /** Only the code of the registered key is taken. */
  async whyNotMine(seed) {
    try {
      const { public_key: publicKey } = await this.worker.makeKey(seed);
      return publicKey === this.seat.key.public_key ? null : "seed-other";
    } catch {
      return "seed-malformed";
    }
  }

  takeUp(seed) {
    keyring.keep(this.mine, { seed, isNoted: true });
    this.ask();
  }

  register() {
    return this.busily("registering", async () => {
      const key = await this.worker.makeKey(this.key().seed);
      await postJson("/teller/key", { ...this.mine, key });
    });
  }

  /** Audit the closed box on this phone, then show what the teller compares with the projector. */
  look() {
    if (this.shown === "releasing") return this.lookAgain();
    return this.busily("checking", async () => { this.box = await lookInto(this.worker, this.publicKey); }, () => {
      if (this.due() === "releasing") this.show("releasing");
      else this.turn(); // The round was voided meanwhile.
    });
  }

  /**
   * The box has another head than the one this phone has seen: a ballot has fallen into it, or another lock has been
   * released. While the teller waits the phone audits what is new, so that little is left to do when the box is closed;
   * it notices as early as the first look if the box is locked with other keys.
   */
  lookAgain() {
    const head = this.room?.box.head;
    if (!head || head === this.box?.head) return;
    if (this.shown === "releasing") this.lookFor("releasing");
    if (this.shown === "waiting") this.watch();
  }

  async watch() {
    if (this.isWatching) return;
    this.isWatching = true;
    await this.lookFor("waiting");
    await pause(BETWEEN_LOOKS_MS);
    this.isWatching = false;
    this.lookAgain();
  }

  /** Look into the box for the sheet that lies there; a later look overtakes an earlier one. */
  async lookFor(shown) {
    this.looks += 1;
    const look = this.looks;
    let trouble = null;
    const box = await lookInto(this.worker, this.publicKey).catch((error) => { trouble = error; });
    if (this.shown !== shown || look !== this.looks) return;
    if (trouble && !isPassing(trouble)) this.show("trouble", { message: wordsFor(trouble) });
    else if (box) { this.box = box; this.dress(); }
  }

  /** Release the lock: the share is computed here, of the very box that the teller has seen. */
  release() {
    return this.busily("working", async () => {
      const share = await shareOf(this.worker, this.key().seed, this.publicKey, this.box);
      await postJson("/teller/share", { number: this.mine.number, share });
    });
  }

  /** Do one deed behind the sheet `name`, again where the line is down, a repeat is harmless; then go on. */
  async busily(name, deed, goOn = () => this.ask()) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.show(name);
    const trouble = await untilDone(deed, () => this.showLost());
    this.isBusy = false;
    if (trouble) this.show("trouble", { message: wordsFor(trouble) });
    else goOn();
  }

  showLost() {
    document.querySelectorAll(".lost").forEach((element) => { element.hidden = false; });
  }
}

// The kiosk's refusals bring their own sentence; what this phone found out itself has one on the page.
const wordsFor = (trouble) => sentence(trouble.code) ?? (trouble.status ? trouble.message : ownWords(trouble));

const ownWords = ({ kind }) => sentence(kind === "broken" ? "box-unsound" : "not-done");
