// Checks of what a record says about a round of secret ballots, against that round's box (P1, P8, P11, P12), as
// ballots/record/consistency.py. Each is a generator of {code}.
//
// What they are asked of: {number, box (the file's name), document, stated (the round in it), audit, election, trustees,
// result}, null where it is not there or could not be read. `audit` is what the audit of the box found: {ballots and
// credentials (how many), head, openers (the owners of its partial decryptions)}; `election` as protocol/election.js reads
// it; `trustees` as protocol/trustee.js does, {verificationKeys, items, raw (the bytes of trustees.json)}; `result` the
// box's totals, an array of columns, a blank vote first.
import { lockCode, setCode } from "./committee.js";
import { total } from "./handcount.js";
import { sameValue } from "./json.js";

const REHEARSAL_MARK = "DIỄN TẬP";

/** meeting-election: the same election, title, cluster and rehearsal mark (P12) as in the box, and its file's name. */
export function* election({ document: { meeting }, election: { uuid, fingerprint, name, description }, stated, box }) {
  const ours = [uuid, fingerprint, name, description, box];
  const written = stated.election;
  const theirs = [written.uuid, written.fingerprint, electionName(meeting), electionDescription(meeting), `${uuid}.bel`];
  if (!sameValue(ours, theirs)) yield { code: "meeting-election" };
}

/** A rehearsal carries its mark under the election's fingerprint, so it can never pass for the real thing. */
const electionName = ({ title, rehearsal }) => (rehearsal ? `${REHEARSAL_MARK} · ${title}` : title);

const electionDescription = ({ cluster, year, place }) => [cluster, String(year), place].filter(Boolean).join(", ");

/** meeting-head (P8). */
export function* head({ stated, audit }) {
  if (stated.election.head !== audit.head) yield { code: "meeting-head" };
}

/** meeting-contests: titles, seats and nominees are those on the ballot; each is a question with a blank answer. */
export function* contests({ stated, election: { questions } }) {
  const asked = questions.map(({ title, answers, minimum, maximum, blank }) => [title, answers, minimum, maximum, blank]);
  const written = stated.contests.map(({ title, nominees, seats }) => [title, nominees, 1, seats, true]);
  if (!sameValue(written, asked)) yield { code: "meeting-contests" };
}

/**
 * meeting-tellers: each teller's key is the key of the lock with that number. meeting-committee: so many locks open the
 * box, and the code of the set is that of these locks.
 */
export function* tellers({ document, trustees: { verificationKeys, items, raw } }) {
  const written = document.tellers.map(({ number, public_key: key, code }) => [number, key, code]);
  const locks = verificationKeys.map((key, place) => [place + 1, key, lockCode(key)]);
  if (!sameValue(written, locks)) yield { code: "meeting-tellers" };
  const committee = { threshold: total(items.map(({ threshold }) => threshold)), code: setCode(raw) };
  if (!sameValue(document.committee, committee)) yield { code: "meeting-committee" };
}

/** meeting-shares: the box was opened by the tellers whom the record names; who came late, or was refused, is another. */
export function* shares({ document, stated, audit: { openers }, result }) {
  const told = [stated.shares, stated.late, stated.refused];
  const named = told.flat();
  const known = named.every((number) => document.tellers.some((teller) => teller.number === number));
  const distinct = new Set(named).size === named.length && told.every(isSorted);
  const tooEarly = stated.late.length > 0 && result === null;
  const opened = sameValue([...new Set(stated.shares)].sort(inOrder), [...new Set(openers)].sort(inOrder));
  if (!opened || !known || !distinct || tooEarly) yield { code: "meeting-shares" };
}

const inOrder = (one, other) => one - other;

const isSorted = (numbers) => numbers.every((number, place) => place === 0 || numbers[place - 1] <= number);

/** meeting-units, meeting-slips (P1): as many slips as units present, and that many credentials in the box. */
export function* units({ stated: { present, issued }, audit: { credentials } }) {
  if (present.length !== credentials) yield { code: "meeting-units" };
  if (issued !== credentials) yield { code: "meeting-slips" };
}

/** meeting-returned. */
export function* returned({ stated, audit }) {
  if (stated.returned !== audit.ballots) yield { code: "meeting-returned" };
}

/** record-uncounted, meeting-count: what the record counts is the result of the box; only a voided round may have none. */
export function* counts(found) {
  const stated = found.stated.contests.map(({ count }) => count);
  if (found.result === null && found.stated.voided === "") yield { code: "record-uncounted" };
  else if (!sameValue(stated, countsOf(found))) yield { code: "meeting-count" };
}

/** Every ballot in a box is valid: the proofs leave out the others (C.6.c). */
function countsOf({ election: { questions }, result, audit }) {
  if (result === null) return questions.map(() => null);
  return questions.map((question, place) => ({
    valid: audit.ballots,
    invalid: 0,
    invalid_reasons: "",
    blank: question.blank ? result[place][0] : 0,
    votes: result[place].slice(question.blank ? 1 : 0),
  }));
}
