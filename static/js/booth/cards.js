// How the contests lie on cards: one contest a card, but a pair of places or of offices on one, as on paper.
import { sentence } from "../sheets.js";

const TITLE_PARTS = / [–—-] |: | · /g;

/** The cards in order, each as the indices of its contests: [at], or [at, at + 1] for two columns. */
export function cardsOf(contests) {
  const isPaired = (at) => isPair(contests, at) || (at > 0 && isPair(contests, at - 1));
  return contests.flatMap((_, at) => {
    if (isPair(contests, at)) return [[at, at + 1]];
    return isPaired(at) ? [] : [[at]];
  });
}

/** Whether the contests `at` and `at + 1` are two columns over one list: apart, one seat each, the same nominees. */
function isPair(contests, at) {
  const [one, other] = [contests[at], contests[at + 1]];
  if (!other || one.apart !== at + 1 || one.seats !== 1 || other.seats !== 1) return false;
  return one.nominees.join("\n") === other.nominees.join("\n");
}

/** What both titles say: "Bầu cụm – xếp thứ nhất" and "Bầu cụm – xếp thứ nhì" are about "Bầu cụm". */
export function sharedTitle(one, other) {
  const cuts = [...one.matchAll(TITLE_PARTS)].map(({ index }) => index);
  const shared = cuts.filter((cut) => other.startsWith(one.slice(0, cut + 1)));
  return shared.length ? one.slice(0, shared[shared.length - 1]) : `${one} · ${other}`;
}

/** The heading of a contest's column; its title where its kind has none. */
export const columnOf = ({ kind, title }) => sentence(`column-${kind}`) ?? title;
