// The booth's sealing: begin() when the page opens, seal() when the voter has reviewed the marks, then open() or
// forget(). The background does the work, and what would open a sealed ballot stays there until it is asked for.
import { background } from "./background.js";
import { builtAddress } from "./built.js";
import { marksToVote, preparing, seal } from "./protocol/ballot.js";
import { read } from "./protocol/election.js";
import { Refused } from "./protocol/errors.js";
import { writeOpening } from "./protocol/opening.js";

/**
 * The background's deeds. They keep one prepared ballot between them, and make another where it is used up; and the
 * opening {tracker, seed, marks} of the ballot sealed last, until it is told or forgotten.
 */
export function sealingDeeds() {
  let prepared = null;
  let opening = null;

  function* prepare(electionRaw) {
    const election = read(electionRaw);
    if (!prepared?.fits(election)) prepared = yield* preparing(election);
    return election;
  }

  return {
    *read(electionRaw) {
      const { uuid, fingerprint } = read(electionRaw);
      return { uuid, fingerprint };
    },
    *prepare(electionRaw) {
      yield* prepare(electionRaw);
    },
    *seal(electionRaw, credential, marks) {
      const votes = votesOf(read(electionRaw), marks);
      const election = yield* prepare(electionRaw);
      const sealed = seal(prepared, election, credential, votes);
      opening = { tracker: sealed.tracker, seed: prepared.openingSeed, marks: marks.map(rising) };
      prepared = null;
      return sealed;
    },
    *open(tracker) {
      if (opening?.tracker !== tracker) throw new Refused("opening-forgotten");
      const text = writeOpening(opening);
      opening = null;
      return text;
    },
    *forget() {
      opening = null;
    },
  };
}

const rising = (chosen) => [...chosen].sort((one, other) => one - other);

function votesOf({ questions }, marks) {
  if (marks.length !== questions.length) throw new Refused("vote-malformed");
  return questions.map((question, index) => marksToVote(question, marks[index]));
}

export class Sealer {
  /**
   * `ready` is null until begin(); then a promise that settles when a ballot can be sealed without waiting.
   * `patienceMs` is how long a worker may take to load before the page seals by itself.
   */
  constructor(url = builtAddress("sealing-worker.js"), patienceMs = undefined) {
    this.work = background(url, sealingDeeds, patienceMs);
    this.ready = null;
  }

  /**
   * Reads the election record's bytes as received and starts preparing. Resolves to {uuid, fingerprint} as soon as the
   * record is known to be sound; rejects with Broken as election.read. The same bytes again: nothing is done twice.
   */
  async begin(electionRaw) {
    this.electionRaw = electionRaw;
    const election = await this.work.call("read", electionRaw);
    this.ready = this.work.call("prepare", electionRaw);
    this.ready.catch(() => {}); // Whoever waits for `ready` hears of it; seal() prepares again.
    return election;
  }

  /**
   * The sealed ballot {ballot, tracker}: the exact text to send, and its tracking code. `marks` is an array for each
   * question of the chosen answers' indices, empty for a blank vote. Each call makes another ballot: keep the text, and
   * send the same one again after a lost reply. Rejects with Refused as credential.parse and ballot.marksToVote.
   */
  seal(credential, marks) {
    return this.work.call("seal", this.electionRaw, credential, marks);
  }

  /**
   * The text (opening.writeOpening) that opens the ballot sealed last, which has this tracking code and is not to be
   * cast any more. It is told once. Rejects with Refused "opening-forgotten" for any other ballot, or where the worker
   * was lost meanwhile: a fresh ballot can be sealed and opened.
   */
  open(tracker) {
    return this.work.call("open", tracker);
  }

  /** To be called for a ballot that is cast: nothing is left then that could open it. Idempotent. */
  forget() {
    return this.work.call("forget");
  }

  /** Ends the background's work; what was prepared, and what would open a ballot, is forgotten. */
  stop() {
    this.work.stop();
  }
}
