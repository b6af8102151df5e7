// Taps on the cards of a ballot -> the marks after each tap, and whether it was taken or why not. One contest: {seats,
// taps: [choice, ...], blankFirst}; a pair over `nominees` names: {pair: names, taps: [[column, choice], ...]}.
import { drive } from "./driver.mjs";
import { drawer } from "../../static/js/booth/drawer.js";
import { agreeBlank, mark, openDraft } from "../../static/js/booth/draft.js";

const names = (number) => Array.from({ length: number }, (_, at) => `unit ${at}`);

function one({ seats, taps, blankFirst }) {
  const contests = [{ seats, nominees: names(7), apart: null }];
  const draft = openDraft("uuid", 1);
  if (blankFirst) agreeBlank(draft, 0);
  const tap = (choice) => ({ taken: mark(draft, contests, 0, choice) === null, marks: [...draft.marks[0]] });
  const after = taps.map(tap);
  return { after, kept: openDraft("uuid", 1), ofAnother: openDraft("another", 1), blank: draft.blank[0] };
}

function two({ pair, taps }) {
  const contests = pair.map((nominees, at) => ({ seats: 1, nominees, apart: 1 - at }));
  const draft = openDraft("uuid", 2);
  const tap = ([column, choice]) =>
    ({ trouble: mark(draft, contests, column, choice, true), marks: draft.marks.map((marks) => [...marks]) });
  return { after: taps.map(tap), kept: openDraft("uuid", 2).marks };
}

await drive((work) => {
  drawer.empty();
  return work.pair ? two(work) : one(work);
});
