// The list of the desk's deeds: times that are times, in an order in which a meeting can have been led, as
// ballots/record/sequence.py and the rows of ballots/rulebook.py that it asks.
import { Refused } from "../protocol/errors.js";
import { TITLE_LIMIT, isClean } from "./text.js";

/** Where each deed can be done, and where it leads; null: nowhere else. */
export const DEEDS = {
  agreement_withdrawn: { during: null, leadsTo: null },
  ceremony_restarted: { during: ["preparing"], leadsTo: null },
  roll_call_sealed: { during: ["preparing"], leadsTo: "sealed" },
  roll_call_unsealed: { during: ["sealed", "issued"], leadsTo: "preparing" },
  slips_minted: { during: ["sealed", "issued"], leadsTo: "issued" },
  round_prepared: { during: ["sealed"], leadsTo: "issued" },
  voting_opened: { during: ["issued"], leadsTo: "open" },
  voting_closed: { during: ["open"], leadsTo: "closed" },
  count_begun: { during: ["closed"], leadsTo: "counting" },
  count_completed: { during: ["counting"], leadsTo: "counted" },
  hand_count_agreed: { during: ["sealed"], leadsTo: "counted" },
  round_voided: { during: ["issued", "open", "closed", "counted"], leadsTo: "sealed" },
  runoff_called: { during: ["counted"], leadsTo: "sealed" },
  meeting_adopted: { during: ["counted"], leadsTo: "adopted" },
  meeting_abandoned: { during: null, leadsTo: null },
};
const TIME = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]$/;
const ENDS_A_ROUND = ["round_voided", "runoff_called"];

/** meeting-deeds: the deeds make as many rounds as there are, and lead to where the meeting stands. */
export function* deeds({ document }) {
  const { deeds: told, hand_votes: votes, adoption, rounds } = document;
  const made = 1 + told.filter(({ deed }) => ENDS_A_ROUND.includes(deed)).length;
  const adopted = told.filter(({ deed }) => deed === "meeting_adopted").map(({ at }) => at);
  const written = told.every(isWritten) && votes.every(({ at }) => TIME.test(at));
  const ends = adoption === null ? "counted" : "adopted";
  const follows = written && led(told) === ends && made === rounds.length;
  if (!follows || String(adopted) !== (adoption?.at ?? "")) yield { code: "meeting-deeds" };
}

/** Where the deeds lead, null where one of them could not be done when it was. */
function led([first, ...told]) {
  if (first?.deed !== "meeting_called") return null;
  let stage = "preparing";
  for (const { deed: name } of told) {
    if (!Object.keys(DEEDS).includes(name)) return null;
    const { during, leadsTo } = DEEDS[name];
    if (during !== null && !during.includes(stage)) return null;
    stage = leadsTo ?? stage;
  }
  return stage;
}

function isWritten({ at, reason }) {
  try {
    return TIME.test(at) && isClean(reason, TITLE_LIMIT);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
