// What the pretended people of a rehearsal could do now at the step that the desk shows: one pure decision.

/**
 * The name of an offer (templates/desk/practice.html), "idle" where there is nothing for them to do. `room` is the public
 * state; `people` what this page knows of those it pretends: {held: numbers of the locks whose keys it has, mark: of the set
 * of slips whose secrets it has or null, isAtHand: whether those are still to be handed out, left: ballots still to come in
 * this election (null before they have begun), hands: "due", "raised" or null for a vote by hand on the page}.
 */
export function dueOffer(step, room, people) {
  const offers = room.meeting ? (AT[step]?.(room, people) ?? []) : [];
  return [...offers, HANDS[people.hands]].find(Boolean) ?? "idle";
}

const HANDS = { due: "hands", raised: "raised" };

const AT = {
  "roll-call": ({ stage, attendance }) => [stage === "preparing" && attendance.unmarked > 0 && "arrive"],
  tellers: (room, people) => [...locking(room, people), HANDS[people.hands], isOthers(room, people) && "takeover"],
  slips: ({ stage, slips }, { isAtHand, mark }) =>
    [isAtHand && "draw", stage === "issued" && isMissing(slips, mark) && "slips-lost"],
  voting: (room, people) => (room.stage === "open" ? [voting(room, people)] : []),
  count: (room, people) => (room.stage === "closed" && !room.committee.openable ? [opening(room, people)] : []),
};

const isMissing = (slips, mark) => slips !== null && slips.mark !== mark;

function locking({ stage, tellers, committee }, { held }) {
  if (stage !== "preparing" || !committee || committee.step === "disputed") return [];
  const isFree = tellers.some(({ number, lock }) => lock === "open" && !held.includes(number));
  const isOurs = tellers.some(({ number, lock }) => lock !== "closed" && held.includes(number));
  return [isFree && "locks", isOurs && "locking"];
}

/** Every lock has a key, and some of the keys are not here: a phone has them, or a window that was closed. */
const isOthers = ({ stage, tellers }, { held }) =>
  stage === "preparing" && tellers.some(({ number, lock }) => lock !== "open" && !held.includes(number));

function voting({ slips }, { mark, left }) {
  if (isMissing(slips, mark)) return "votes-lost";
  if (left === null) return "vote";
  return left > 0 ? "voting" : "voted";
}

const opening = ({ tellers }, { held }) =>
  (tellers.some(({ number, lock }) => lock !== "released" && held.includes(number)) ? "release" : "keys-lost");
