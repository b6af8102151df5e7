// A count on paper as two tellers can have read it in (ballots/hand_count.py, read_hand_count).
import { TITLE_LIMIT, isClean } from "./text.js";

const MOST = 1_000_000;

/** Whether the kiosk would have taken these numbers of a round of meeting.json. Refused as text.js. */
export function isHandCount({ issued, returned, present, contests }) {
  const counted = [issued, returned].every(isNumber) && issued <= present.length && returned <= issued;
  return counted && contests.every(({ count, seats }) => isColumn(count, returned, seats));
}

function isColumn({ invalid, blank, votes, invalid_reasons: reasons }, returned, seats) {
  const valid = returned - invalid;
  const marked = valid - blank;
  return [invalid, blank, ...votes].every(isNumber) && isClean(reasons, TITLE_LIMIT)
    && valid >= 0 && marked >= 0 && (invalid === 0 || reasons !== "")
    && votes.every((number) => number <= marked) && total(votes) <= marked * seats;
}

const isNumber = (value) => value >= 0 && value <= MOST;

export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
