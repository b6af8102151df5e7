// Rounds of voting, as the public state tells them: the present one, and the finished ones before it. A state without
// rounds (of an older kiosk) is in its first.

const FIRST = { number: 1, runoff: false, mode: "secret" };

/** The present round {number, runoff, mode: "secret" | "hand"}. */
export const roundOf = (state) => state?.round ?? FIRST;

/** The finished rounds before it [{number, uuid, voided, contests, ...}], oldest first. */
export const earlierRounds = (state) => state?.rounds ?? [];

/** The finished round whose election had this uuid, or undefined. */
export const roundWas = (state, uuid) => earlierRounds(state).find((round) => uuid && round.uuid === uuid);

/** Whether the present round is voted on paper and counted by hand. */
export const isByHand = (state) => roundOf(state).mode === "hand";

/**
 * How the present round came about, as {kind, number, before, reason}: kind "first", "runoff" (a tie in a round
 * before), "again" (round `before` was voided for `reason`) or "hand" (paper, counted by hand).
 */
export function originOf(state) {
  const { number, runoff, mode } = roundOf(state);
  const last = earlierRounds(state).slice(-1)[0];
  const kinds = [[mode === "hand", "hand"], [number === 1, "first"], [last?.voided, "again"], [runoff, "runoff"]];
  const [, kind] = kinds.find(([holds]) => holds) ?? [true, "first"];
  return { kind, number, before: last?.number ?? "", reason: last?.voided ?? "" };
}
