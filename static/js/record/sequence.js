// The list of the desk's deeds: times that are times, in an order in which a meeting can have been led, as
// ballots/record/sequence.py and the rows of ballots/rulebook.py that it asks.
import { Refused } from "../protocol/errors.js";
import { TITLE_LIMIT, isClean } from "./text.js";

/** Where each deed can be done, and where it leads; null: nowhere else. */
export const DEEDS = {
  agreement_withdrawn: { during: null, leadsTo: null },
  ceremony_restarted: { during: ["preparing"], leadsTo: null },
  second_officer_named: { during: ["preparing"], leadsTo: null },
  second_officer_dismissed: {
    during: ["preparing", "sealed", "issued", "open", "closed", "counting", "counted"], leadsTo: null,
  },
  deed_confirmed: { during: null, leadsTo: null },
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
/** What a second officer confirms, where the meeting has named one. */
export const ASKING = ["roll_call_sealed", "voting_closed", "round_voided"];
const NEEDS_ONE = new Map([
  ["deed_confirmed", true], ["second_officer_named", false], ["second_officer_dismissed", true],
]);
const TIME = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]$/;
const ENDS_A_ROUND = ["round_voided", "runoff_called"];

/** meeting-deeds: the deeds make as many rounds as there are, lead to where the meeting stands, and are confirmed. */
export function* deeds({ document }) {
  const { deeds: told, hand_votes: votes, adoption, rounds } = document;
  const made = 1 + told.filter(({ deed }) => ENDS_A_ROUND.includes(deed)).length;
  const adopted = told.filter(({ deed }) => deed === "meeting_adopted").map(({ at }) => at);
  const written = told.every(isWritten) && votes.every(({ at }) => TIME.test(at));
  const ends = adoption === null ? "counted" : "adopted";
  const follows = written && led(told) === ends && isConfirmed(told) && made === rounds.length;
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

/**
 * Whether each deed that asks, and nothing else, comes right after its confirmation while a second officer is named; and
 * whether one was dismissed before another was named.
 */
function isConfirmed(told) {
  let named = false;
  let confirmed = false;
  for (const { deed } of told) {
    if (confirmed !== (named && ASKING.includes(deed)) || named !== (NEEDS_ONE.get(deed) ?? named)) return false;
    confirmed = deed === "deed_confirmed";
    named = deed === "second_officer_named" || (named && deed !== "second_officer_dismissed");
  }
  return !confirmed;
}

function isWritten({ at, reason }) {
  try {
    return TIME.test(at) && isClean(reason, TITLE_LIMIT);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
