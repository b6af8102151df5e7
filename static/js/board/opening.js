// The second device of an audit: it was handed what opens a sealed ballot, fetches that ballot and its election from the
// kiosk, makes every ciphertext again and says what the ballot holds.
import { getBytes } from "../http.js";
import { read } from "../protocol/board.js";
import { isObject, readJson, shaHex } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";
import { checkOpening, readOpening } from "../protocol/opening.js";
import { inSlices } from "../protocol/steps.js";
import { earlierRounds } from "../rounds.js";
import { archiveOf } from "./boxes.js";

const SIGN = "kiem.";

/** What was scanned ("…#kiem.OPENING"), pasted or typed, without what does not belong to it. */
export function openingIn(text) {
  const told = text.replace(/\s/g, "");
  const at = told.lastIndexOf(SIGN);
  return at < 0 ? told : told.slice(at + SIGN.length);
}

/** Whether the fragment of an address hands over an opening. */
export const isOpening = (fragment) => fragment.startsWith(SIGN);

/**
 * {tracker, contests: [{title, names}], isCounted} of the opened ballot, once it is sure that it holds exactly these marks;
 * `isCounted` where the box holds it although it was opened. Rejects with Broken as opening.readOpening, checkOpening and
 * board.read, "ballot-other-election" also where it was sealed for none of this room's rounds; with KioskError "not-found"
 * where the kiosk knows of no such ballot, "offline" where nobody answers.
 */
export async function checkOpened(text, fetched = getBytes) {
  const opening = readOpening(openingIn(text));
  const ballot = await fetched(`/archive/audited/${digestOf(opening.tracker)}.json`);
  const uuid = electionOf(ballot);
  if (!isOfTheRoom(uuid, roomOf(await fetched("/live/snapshot")))) throw new Broken("ballot-other-election");
  const board = read(await fetched(archiveOf(uuid)));
  const marks = await inSlices(checkOpening(board.setup.election, ballot, opening));
  const { questions } = readJson(board.setup.election, "election-malformed");
  const contests = questions.map(({ question, answers }, i) =>
    ({ title: question, names: marks[i].map((choice) => answers[choice]) }));
  const isCounted = board.payloads("Ballot").includes(shaHex(ballot));
  return { tracker: opening.tracker, contests, isCounted };
}

/** The hash of a ballot by its tracking code, which is the same digest in base64. */
const digestOf = (tracker) =>
  [...atob(tracker)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");

const roomOf = (state) => JSON.parse(new TextDecoder().decode(state));

/** Else a booth that seals to a key of the laptop's own, for an election nobody votes in, would pass its audit. */
const isOfTheRoom = (uuid, room) => [room.election, ...earlierRounds(room)].some((one) => one?.uuid === uuid);

function electionOf(ballot) {
  const value = readJson(ballot, "ballot-malformed");
  if (!isObject(value) || !/^[1-9A-HJ-NP-Za-km-z]{14,}$/.test(value.election_uuid)) throw new Broken("ballot-malformed");
  return value.election_uuid;
}
