// A rehearsal at the desk alone: the secretary does the secretary's deeds, and lets pretended people do those of the room.
// What they have begun goes on by itself, also after a reload. In no other meeting than a rehearsal does it do anything (P12).
import { getJson, postJson } from "../http.js";
import { pause } from "../waiting.js";
import { handsOnThePage, raiseHands } from "./hands.js";
import { kept } from "./kept.js";
import { dueOffer } from "./offer.js";
import { Panel } from "./panel.js";
import { Tellers } from "./tellers.js";
import { Voters } from "./voters.js";

// In paces of the kiosk.
const BETWEEN_ARRIVALS = 0.3;
const BETWEEN_BALLOTS = [0.6, 2.4];
const BETWEEN_LOCKS = 1;

const MOST_WITHOUT_ABSENCE = 2; // of so few units nobody is left out

export class Practice {
  /** `step`: of the desk's page. `slips`: {isAtHand(), handOut()} of the page that has made them. */
  constructor(root, step, slips) {
    Object.assign(this, { step, slips });
    this.panel = new Panel(root, (name) => this.press(name));
    this.tellers = new Tellers();
    this.voters = new Voters();
    this.room = null;    // the public state, as it is acted upon
    this.newest = null;  // as it was told last
    this.isOver = false; // the meeting is none to practise
    this.pace = 1;
    this.doing = null;   // the deed that is being carried out
    this.isNews = false; // the room has changed since something was carried out last
  }

  /** The set of slips that this page has just made; the kiosk says whether it is one to practise with. */
  async keepSlips({ mark, secrets }) {
    if (await this.askKiosk()) kept.put({ slips: { mark, secrets }, plan: null });
    this.turn();
  }

  async hear(room) {
    if (!room.meeting?.rehearsal) return this.end();
    this.isOver = false;
    this.newest = room;
    if (room.stage === "adopted") kept.forget();
    else if (room.stage === "preparing" || !this.tellers.seats.length) await this.askKiosk();
    if (this.isOver || this.newest !== room) return undefined; // The next who hears goes on.
    this.room = room;
    this.isNews = true;
    return this.turn();
  }

  /** Another meeting has begun, or will: nothing of this one's people is kept, and none is pretended any more. */
  end() {
    this.isOver = true;
    this.room = null;
    kept.forget();
    this.panel.hide();
  }

  /** The seats of the tellers, and the pace of the kiosk; whether it has them for us. That the line is lost the page says. */
  async askKiosk() {
    try {
      const { pace, seats } = await getJson("/desk/practice/room");
      if (this.isOver) return false;
      this.pace = pace;
      this.tellers.sit(seats);
      return true;
    } catch (error) {
      if (error.code === "rehearsal-only") this.end();
      return false;
    }
  }

  /** Show what the pretended people could do now, and go on with what they have begun. */
  turn() {
    if (!this.room || this.doing) return;
    const name = this.due();
    this.panel.show(name, this.progress());
    if (this.isNews && name in this.begun) this.carryOut(this.begun[name]);
  }

  due() {
    const { room } = this;
    return dueOffer(this.step, room, {
      held: this.tellers.pretended.map(({ number }) => number),
      mark: kept.get().slips?.mark ?? null,
      isAtHand: this.slips.isAtHand(),
      left: this.voters.standing(room.election?.uuid)?.left ?? null,
      hands: handsOnThePage(),
    });
  }

  /** How far the voting is: {done, number}; nothing where it has not begun. */
  progress() {
    const { left, number } = this.voters.standing(this.room.election?.uuid) ?? {};
    return number === undefined ? {} : { done: number - left, number };
  }

  press(name) {
    if (this.room && !this.doing) this.carryOut(this.deeds[name]);
  }

  /** By the offer whose button was pressed. */
  deeds = {
    arrive: () => this.arrive(),
    hands: () => raiseHands(),
    locks: () => this.lock(({ lock }) => lock === "open"),
    takeover: () => this.lock(() => true),
    draw: () => this.slips.handOut(),
    vote: () => this.vote(),
    release: () => this.release(),
  };

  /** By the offer that says that it has begun: what is left of it to be done. */
  begun = { locking: () => this.tellers.makeLocks(), voting: () => this.cast() };

  async carryOut(deed) {
    this.doing = deed;
    this.isNews = false;
    this.panel.tell("");
    this.panel.rest();
    try {
      await deed();
    } catch (error) {
      this.tell(error);
    }
    this.doing = null;
    if (this.isOver) kept.forget();
    this.turn();
  }

  tell(error) {
    this.panel.tell(error.message || this.panel.lost);
  }

  /** Every unit that has not been called is here but the last, where nobody is absent yet. */
  async arrive() {
    const waiting = this.room.units.filter(({ present }) => present === null);
    const isFull = this.room.attendance.absent === 0 && this.room.units.length > MOST_WITHOUT_ABSENCE;
    for (const [at, { id }] of waiting.entries()) {
      if (this.isOver) return;
      this.panel.show("arriving", { done: at, number: waiting.length });
      await postJson("/desk/roll-call", { unit: id, present: !(isFull && at === waiting.length - 1) });
      await this.wait(BETWEEN_ARRIVALS);
    }
  }

  async lock(isToBeTaken) {
    this.panel.show("locking");
    const held = this.tellers.pretended.map(({ number }) => number);
    const others = this.room.tellers.filter(({ number }) => !held.includes(number));
    await this.tellers.take(others.filter(isToBeTaken).map(({ number }) => number));
    await this.tellers.makeLocks();
  }

  async vote() {
    await this.voters.decide(this.room.contests, this.panel.isTied);
    await this.cast();
  }

  async cast() {
    const { uuid } = this.room.election;
    const isOpen = () => this.room?.stage === "open" && this.room.election.uuid === uuid;
    const tell = () => isOpen() && this.panel.show("voting", this.progress());
    const [least, most] = BETWEEN_BALLOTS;
    tell();
    await this.voters.cast({ wait: () => this.wait(least + Math.random() * (most - least)), isOpen, told: tell });
  }

  async release() {
    const isClosed = ({ number }) => this.room.tellers[number - 1].lock !== "released";
    const seats = this.tellers.pretended.filter(isClosed);
    for (const [at, seat] of seats.entries()) {
      this.panel.show("releasing", { done: at, number: seats.length });
      await this.tellers.release(seat);
      await this.wait(BETWEEN_LOCKS);
    }
  }

  wait(paces) {
    return pause(paces * this.pace * 1000);
  }
}
