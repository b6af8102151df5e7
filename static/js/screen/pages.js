// Which contest, and which part of its list, stands on the screen. Everybody's clock turns the pages, so two projectors
// and a reload show the same one.

export const NOMINEES_A_PAGE = 30;
export const PAGE_MS = 12_000;

/** While counting: the contest whose totals are arriving, the last one begun. */
export function shownContest(contests) {
  const begun = contests.filter(({ blank, nominees }) =>
    blank !== null || nominees.some(({ votes }) => votes !== null));
  return Math.max(begun.length - 1, 0);
}

/** While counting a long list: the page with the total that arrived last. */
export function countingPage({ nominees }) {
  const counted = nominees.filter(({ votes }) => votes !== null).length;
  return Math.floor(Math.max(counted - 1, 0) / NOMINEES_A_PAGE);
}

/** The nominees of one page. */
export function pageOf(nominees, page) {
  return nominees.slice(page * NOMINEES_A_PAGE, (page + 1) * NOMINEES_A_PAGE);
}

/** The outcome's pages in order, as {contest, page}; every contest has at least one. */
export function outcomePages(contests) {
  return contests.flatMap((contest) =>
    Array.from({ length: Math.ceil(contest.nominees.length / NOMINEES_A_PAGE) }, (_, page) => ({ contest, page })));
}

/** The index of the page that is on at the time `now` (ms). */
export function pageAt(now, pages) {
  return Math.floor(now / PAGE_MS) % pages;
}
