// What the booth knows of the box: which election it takes ballots for, and whether this slip is in it already.
import { publicPart } from "../protocol/credential.js";

const FIRST_ROUND = { number: 1, runoff: false };

/**
 * The box's answer to GET /booth/election as the booth uses it; adds {uuid, contests, mine, round: {number, runoff}}.
 * A contest is {title, seats, nominees, kind, groups, notes, apart}: the last four from the answer's `paper`, which a
 * kiosk may leave out. `apart` is the index of the contest in which the same nominee may not be marked too, or null. The
 * slip's public part is compared here and not asked for, so that the server never learns who looks (P10).
 */
export function readAnswer(answer, slip) {
  const { uuid, questions } = JSON.parse(answer.election);
  const contests = bothWays(questions.map((asked, at) => contestOf(asked, answer.paper?.[at])));
  return {
    ...answer, uuid, contests, round: answer.round ?? FIRST_ROUND, mine: slip && publicPart(uuid, slip.credential),
  };
}

function contestOf({ question, max, answers }, { kind = "other", groups = [], notes = [], apart = null } = {}) {
  return { title: question, seats: max, nominees: answers, kind, groups, notes, apart };
}

/** What may not be marked beside the one may not be marked beside the other either. */
function bothWays(contests) {
  return contests.map((contest, at) => {
    const other = contests.findIndex(({ apart }) => apart === at);
    return other < 0 || contest.apart !== null ? contest : { ...contest, apart: other };
  });
}

/** Whether the room has moved on since `answer` (null: no election) was given. */
export const isOutdated = (answer, state) =>
  (answer ? answer.uuid : undefined) !== state.election?.uuid || (answer !== null && answer.stage !== state.stage);
