// A teller's phone: makes a key, keeps it, and releases one lock of the box at the count. step.js decides which
// sheet is due.
import { showCode } from "../codes.js";
import { postJson } from "../http.js";
import { dressBox } from "../lockedbox.js";
import { newSeed } from "../protocol/trustee.js";
import { lay, sentence, sheet } from "../sheets.js";
import { lookInto, shareOf } from "./closedbox.js";
import { isPassing, pause, untilDone } from "./errand.js";
import { keyring } from "./keyring.js";
import { dueStep } from "./step.js";
import { takeTypedSeed } from "./typing.js";

export class Teller {
  constructor(worker) {
    this.worker = worker;
    this.mine = keyring.seat(); // {number, invite}: the seat this phone was invited to
    this.seat = null;           // the same as the kiosk tells it
    this.publicKey = null;      // of the seed on this phone
    this.room = null;
    this.shown = null;
    this.checked = null;        // the uuid of the election whose key has been found to contain this phone's
    this.box = null;            // what this phone found in the archive of the closed box
    this.looks = 0;
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

  async knowMyKey() {
    const key = this.key();
    this.publicKey = key ? (await this.worker.makeKey(key.seed)).public_key : null;
  }

  /** The room has changed: a lock, the stage. Nothing that the teller is doing is disturbed. */
  hear(state) {
    const before = this.room;
    this.room = state;
    document.querySelectorAll("[data-picture='box'] svg").forEach((svg) => this.dressLocks(svg));
    if (this.seat && this.concerns(before) !== this.concerns(state)) this.ask();
    else if (before?.box.head !== state.box.head) this.compareHeads();
  }

  /** What of the room's state this phone acts upon, as one comparable text. */
  concerns(state) {
    const mine = state?.tellers.find(({ number }) => number === this.mine.number);
    return JSON.stringify([state?.stage, state?.election?.uuid, mine]);
  }

  turn() {
    if (this.isBusy) return;
    const due = dueStep(this.seat, this.key(), this.publicKey);
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
  }

  deeds() {
    return {
      make: () => this.make(),
      noted: () => { keyring.keep(this.mine, { ...this.key(), isNoted: true }); this.turn(); },
      again: () => this.ask(),
      type: () => this.show("typing"),
      back: () => this.show("elsewhere"),
      release: () => this.release(),
      erase: () => { keyring.erase(this.mine); this.mine = this.seat = null; this.show("erased"); },
    };
  }

  /** What changes on a sheet while it lies there. */
  dress() {
    const stage = document.getElementById("stage");
    stage.querySelectorAll("[data-when-stage]").forEach((part) => {
      part.hidden = part.dataset.whenStage !== this.seat?.stage;
    });
    stage.querySelectorAll("[data-code='seed']").forEach((place) => showCode(place, this.key().seed));
    stage.querySelectorAll("[data-code='head']").forEach((place) => showCode(place, this.box.head.slice(0, 16), 8));
    stage.querySelectorAll("[data-box='ballots']").forEach((place) => {
      place.textContent = sentence("box-ballots", this.box);
    });
    stage.querySelectorAll("[data-code='lock']").forEach((place) => { place.textContent = this.seat.code ?? ""; });
    if (this.shown === "waiting") this.checkBox();
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
    if (this.shown === "releasing") return this.compareHeads();
    return this.busily("checking", async () => { this.box = await lookInto(this.worker, this.publicKey); }, () => {
      this.show("releasing");
      this.compareHeads();
    });
  }

  /** The head on the projector is another as soon as another lock is released: look again, the sheet lies on. */
  async compareHeads() {
    if (this.shown !== "releasing" || this.room?.box.head === this.box.head) return;
    this.looks += 1;
    const look = this.looks;
    let trouble = null;
    const box = await lookInto(this.worker, this.publicKey).catch((error) => { trouble = error; });
    if (this.shown !== "releasing" || look !== this.looks) return;
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

  /** Before any ballot falls: is this box locked with my key? A false election would be locked with others. */
  async checkBox() {
    const uuid = this.room?.election?.uuid;
    if (!uuid || this.checked === uuid) return this.showChecked(Boolean(uuid));
    try {
      await lookInto(this.worker, this.publicKey);
      this.checked = uuid;
      this.showChecked(true);
    } catch (error) {
      if (!isPassing(error)) return this.show("trouble", { message: wordsFor(error) });
      await pause();
      this.dress();
    }
  }

  showChecked(isChecked) {
    document.querySelectorAll(".checked").forEach((element) => { element.hidden = !isChecked; });
  }
}

// The kiosk's refusals bring their own sentence; what this phone found out itself has one on the page.
const wordsFor = (trouble) => sentence(trouble.code) ?? (trouble.status ? trouble.message : ownWords(trouble));

const ownWords = ({ kind }) => sentence(kind === "broken" ? "box-unsound" : "not-done");
