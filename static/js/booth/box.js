// What the booth knows of the box: which election it takes ballots for, and whether this slip is in it already.
import { publicPart } from "../protocol/credential.js";

/**
 * The box's answer to GET /booth/election as the booth uses it; adds {uuid, contests: [{title, seats, nominees}],
 * mine}. The slip's public part is compared here and not asked for, so that the server never learns who looks
 * (P10).
 */
export function readAnswer(answer, slip) {
  const { uuid, questions } = JSON.parse(answer.election);
  const contests = questions.map(({ question, max, answers }) => ({ title: question, seats: max, nominees: answers }));
  return { ...answer, uuid, contests, mine: slip && publicPart(uuid, slip.credential) };
}

/** Whether the room has moved on since `answer` (null: no election) was given. */
export const isOutdated = (answer, state) =>
  (answer ? answer.uuid : undefined) !== state.election?.uuid || (answer !== null && answer.stage !== state.stage);
