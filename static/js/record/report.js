// What verifying has found of the rounds, as plain values. As ballots/record/report.py.
import { setCode } from "./committee.js";

const NOTHING = {
  number: 1, mode: "secret", runoff: false, voided: "", uuid: null, head: null, ballots: 0, credentials: 0, locks: null,
  contests: [],
};

/**
 * {number, mode, runoff, voided, uuid, head, ballots, credentials, locks, contests} of each round, as the boxes tell them; a
 * count by hand, which has no box, as meeting.json does. `locks`: {size, threshold, opened: [number, ...], code}, how many
 * there are, how many open the box, which did, and the code of the set. `contests`: {title, seats, blank, votes: [[name,
 * number], ...]}, no votes before the tally.
 */
export function roundsOf({ document, boxes }) {
  if (!document) return [...boxes.values()].map((box, i) => ({ ...NOTHING, number: i + 1, ...boxed(box) }));
  return document.rounds.map((one) => {
    const { number, mode, runoff, voided } = one;
    return { ...NOTHING, number, mode, runoff, voided, ...held(one, boxes) };
  });
}

function held(one, boxes) {
  if (!one.election) return byHand(one);
  const { uuid } = one.election;
  const box = boxes.get(`${uuid}.bel`);
  return box ? { uuid, ...boxed(box) } : { uuid };
}

function boxed({ election, trustees, openers, head, ballots, credentials, result }) {
  const contests = (election?.questions ?? []).map((question, i) => {
    const { title, answers, maximum: seats, blank } = question;
    const [first, ...rest] = result?.[i] ?? [];
    return result && blank
      ? contest(title, seats, first, answers, rest)
      : contest(title, seats, null, answers, result ? [first, ...rest] : []);
  });
  const locks = trustees && locksOf(trustees, openers);
  return { ...(election && { uuid: election.uuid }), head, ballots, credentials, locks, contests };
}

const locksOf = ({ verificationKeys, items, raw }, openers) => ({
  size: verificationKeys.length,
  threshold: items.reduce((sum, { threshold }) => sum + threshold, 0),
  opened: [...new Set(openers)].sort((one, other) => one - other),
  code: setCode(raw),
});

function byHand({ issued, returned, contests }) {
  const counted = contests.filter(({ count }) => count);
  return {
    ballots: returned, credentials: issued,
    contests: counted.map(({ title, seats, nominees, count }) => contest(title, seats, count.blank, nominees, count.votes)),
  };
}

const contest = (title, seats, blank, names, votes) =>
  ({ title, seats, blank, votes: votes.map((number, i) => [names[i], number]) });
