// The pretended voters of a rehearsal. Each has drawn a slip; the ballots are sealed by the booth's own code, and come into
// the box one after the other. The first has one opened before (cast or audit), and some slips are left unused.
import { untilDone } from "../errand.js";
import { getJson, postJson } from "../http.js";
import { publicPart } from "../protocol/credential.js";
import { Sealer } from "../sealing.js";
import { kept } from "./kept.js";
import { drawVotes, shuffled, slipsLeftOver } from "./votes.js";

// A real phone has the slip, or this page had before its reload; the secretary was quicker.
const TOO_LATE = ["slip-already-used", "voting-closed"];

export class Voters {
  constructor() {
    this.sealer = null;
  }

  /** How many ballots of this election are still to come: {left, number}; null before anybody has decided. */
  standing(uuid) {
    const { plan } = kept.get();
    return plan && plan.uuid === uuid ? { left: plan.ballots.length, number: plan.number } : null;
  }

  /** Let everybody with an unused slip of `contests` decide; `isTied` as votes.drawVotes takes it. */
  async decide(contests, isTied) {
    const { uuid, credentials, used } = await this.askBox();
    const isGood = (part) => credentials.includes(part) && !(part in used);
    const slips = shuffled(kept.get().slips.secrets.filter((secret) => isGood(publicPart(uuid, secret))));
    const secrets = slips.slice(slipsLeftOver(slips.length));
    const votes = drawVotes(contests, secrets.length, isTied);
    const ballots = secrets.map((secret, at) => ({ secret, marks: votes[at] }));
    kept.put({ plan: { uuid, number: ballots.length, isToAudit: ballots.length > 1, ballots } });
  }

  /** Cast what was decided, each ballot after `wait()`, for as long as `isOpen()`; `told()` after each. */
  async cast({ wait, isOpen, told }) {
    const { election } = await this.askBox();
    this.sealer ??= new Sealer();
    await this.sealer.begin(election);
    for (let { plan } = kept.get(); plan?.ballots.length && isOpen(); { plan } = kept.get()) {
      await wait();
      if (!isOpen()) return;
      const [next, ...others] = plan.ballots;
      if (plan.isToAudit) await this.haveOpened(next);
      await this.castOne(next);
      kept.put({ plan: { ...plan, isToAudit: false, ballots: others } });
      told();
    }
  }

  /** Always the same bytes, until the box has answered. */
  async castOne({ secret, marks }) {
    const { ballot } = await this.sealer.seal(secret, marks);
    const refusal = await untilDone(() => postJson("/booth/ballot", ballot), () => {});
    if (refusal && !TOO_LATE.includes(refusal.code)) throw refusal;
    await this.sealer.forget();
  }

  /** Where the kiosk does not acknowledge it, the ballot is not opened, and nothing else is hindered by it. */
  async haveOpened({ secret, marks }) {
    const { ballot, tracker } = await this.sealer.seal(secret, marks);
    const refusal = await untilDone(() => postJson("/booth/audit", ballot), () => {});
    if (!refusal) await this.sealer.open(tracker);
  }

  async askBox() {
    const answer = await getJson("/booth/election");
    return { ...answer, uuid: JSON.parse(answer.election).uuid };
  }
}
