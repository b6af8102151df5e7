// The one sentence that says what happens now.
import { shownContest } from "./pages.js";
import { word } from "./words.js";

const SENTENCES = {
  preparing,
  sealed: () => word("now.sealed"),
  issued: () => word("now.issued"),
  open,
  closed: (state) => word(state.tellers.every(({ lock }) => lock === "released") ? "now.unlocked" : "now.closed"),
  counting,
  counted: () => word("now.counted"),
};

export function sentenceOf(state) {
  return state.meeting ? SENTENCES[state.stage](state) : word("now.waiting");
}

function preparing({ attendance, tellers }) {
  const called = attendance.summoned > attendance.unmarked;
  const locked = tellers.length > 0 && tellers.every(({ lock }) => lock === "closed");
  if (called && attendance.unmarked) return word("now.calling");
  if (tellers.length && !locked) return word("now.locking");
  return word(called ? "now.called" : "now.preparing");
}

function open({ box, slips }) {
  if (box.returned === 0) return word("now.empty");
  return box.returned === slips.issued ? word("now.all-in", slips) : word("now.open");
}

function counting({ count }) {
  const index = shownContest(count.contests);
  const name = count.contests[index].complete ? "now.contest-done" : "now.counting";
  return word(name, { number: index + 1, total: count.contests.length });
}
