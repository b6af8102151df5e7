// Which contest, and which part of its list, stands on the screen. Everybody's clock turns the pages, so two projectors
// and a reload show the same one.

export const MOST_A_PAGE = 16;
export const PAGE_MS = 12_000;

/** How many pages a list of names takes, at most so many each, and how many stand on each: as even as they can be. */
export const pagesFor = (names, most = MOST_A_PAGE) => Math.max(Math.ceil(names.length / most), 1);
const sizeOf = (names, most) => Math.ceil(names.length / pagesFor(names, most));

/** The names of one page, and how many stand on the pages before it. */
export const pageOf = (names, page, most) => names.slice(before(names, page, most), before(names, page + 1, most));
export const before = (names, page, most) => page * sizeOf(names, most);

/** While counting: the contest whose totals are arriving, the last one begun. */
export function shownContest(contests) {
  const begun = contests.filter(({ blank, nominees }) =>
    blank !== null || nominees.some(({ votes }) => votes !== null));
  return Math.max(begun.length - 1, 0);
}

/** While counting a long list: the page with the total that arrived last. */
export function countingPage({ nominees }) {
  const counted = nominees.filter(({ votes }) => votes !== null).length;
  return Math.floor(Math.max(counted - 1, 0) / sizeOf(nominees));
}

/** The outcome's pages in order, as {contest, page}; every contest has at least one. */
export function outcomePages(contests) {
  return contests.flatMap((contest) =>
    Array.from({ length: pagesFor(contest.nominees) }, (_, page) => ({ contest, page })));
}

/** The index of the page that is on at the time `now` (ms). */
export function pageAt(now, pages) {
  return Math.floor(now / PAGE_MS) % pages;
}
