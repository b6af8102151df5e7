// The meeting that a record tells of, as it stands after its last round (ballots/meeting.py): what follows from its list
// of units, its hand votes and its counts. Each is worked out once.
import { OFFICES, isAgreed, stands } from "./handvote.js";
import { isMember } from "./roster.js";
import { contestsOf, electedOf, runoffContests, settle, talliesOf } from "./round.js";
import { sameName } from "./text.js";

export class Meeting {
  /** `rounds`: those that are over, as meeting.json states them. */
  constructor({ roster, rules, hand_votes: handVotes, tellers }, rounds) {
    Object.assign(this, { units: roster, rules, handVotes, tellers, rounds });
    this.members = roster.filter(isMember);
    this.known = new Map(roster.map((unit) => [sameName(unit.name), unit]));
    this.counting = rounds.filter((one) => one.voided === "");
  }

  /** The unit of this name, however it is typed; undefined where there is none. */
  unit(name) {
    return this.known.get(sameName(name));
  }

  /** The numbers of the units that the roll call says are present. */
  get present() {
    return this.members.filter((unit) => unit.present).map((unit) => unit.id);
  }

  agreed(subject, about) {
    return isAgreed(this.handVotes, subject, about);
  }

  /** Whether the meeting has decided that this unit stands in spite of what speaks against it. */
  mayStand(unit) {
    return this.agreed("exception", unit.name);
  }

  /** The contests that the meeting elects in, from before any run-off. */
  get lists() {
    return once(this, "lists", contestsOf(this.counting.filter((one) => !one.runoff).pop()));
  }

  /** Of each contest of `lists`, from every round that counts. */
  get outcomes() {
    const rules = { tieRule: this.rules.tie, scores: this.scores };
    return once(this, "outcomes", settle(this.lists, this.counting.map(talliesOf), rules));
  }

  /** The contests of the run-off that is due; none where everything is decided. */
  get runoff() {
    return runoffContests(this.lists, this.outcomes);
  }

  /** Reviewed score and maximum of each nominee who is a unit and has both. */
  get scores() {
    const names = this.lists.flatMap(({ nominees }) => nominees);
    const named = names.map((name) => [name, this.unit(name)?.assessment]);
    return new Map(named.filter(([, told]) => told !== undefined && told.score !== null && told.maximum !== null));
  }

  /** Next year's cụm trưởng and cụm phó, elected by ballot or by show of hands; empty where none is. */
  get officers() {
    return Object.fromEntries(OFFICES.map((office) => [office, this.byBallot(office) || this.byHand(office)]));
  }

  byBallot(office) {
    const winners = this.lists.map(({ kind }, place) => kind === office && electedOf(this.outcomes[place])[0]);
    return winners.filter(Boolean).pop()?.name ?? "";
  }

  byHand(office) {
    return this.handVotes.filter((vote) => vote.subject === office && stands(vote)).pop()?.about ?? "";
  }

  /** Unit and contest's title of everybody whom a flag can be proposed for: the elected, but not to an office. */
  get proposed() {
    return this.lists.flatMap(({ title, kind }, place) =>
      (OFFICES.includes(kind) ? [] : electedOf(this.outcomes[place]).map(({ name }) => [name, title])));
  }
}

/** The value, kept from now on in the place of the getter that made it. */
function once(meeting, name, value) {
  Object.defineProperty(meeting, name, { value });
  return value;
}
