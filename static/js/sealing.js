// The booth's sealing: begin() when the page opens, seal() when the voter has confirmed. The background does the work.
import { background } from "./background.js";
import { marksToVote, preparing, seal } from "./protocol/ballot.js";
import { read } from "./protocol/election.js";
import { Refused } from "./protocol/errors.js";

/** The background's deeds; they keep one prepared ballot between them, and make another where it is used up. */
export function sealingDeeds() {
  let prepared = null;

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
      return seal(prepared, election, credential, votes);
    },
  };
}

function votesOf({ questions }, marks) {
  if (marks.length !== questions.length) throw new Refused("vote-malformed");
  return questions.map((question, index) => marksToVote(question, marks[index]));
}

export class Sealer {
  /**
   * `ready` is null until begin(); then a promise that settles when a ballot can be sealed without waiting.
   * `patienceMs` is how long a worker may take to load before the page seals by itself.
   */
  constructor(url = "/static/dist/sealing-worker.js", patienceMs = undefined) {
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

  /** Ends the background's work; what was prepared is forgotten. */
  stop() {
    this.work.stop();
  }
}
