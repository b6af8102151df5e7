// The count and the outcome: the totals of one contest, each with a bar from zero. While counting, nominees stand in
// the order of their list, where a rank would be read as the number of the row; in the outcome they stand by rank.
import { slot } from "../templates.js";
import { listOf, put } from "./parts.js";
import { NOMINEES_A_PAGE, countingPage, outcomePages, pageAt, pageOf, shownContest } from "./pages.js";
import { word } from "./words.js";

const ONE_COLUMN = 12;

export function dressCountScene(scene, state) {
  const contest = state.count.contests[shownContest(state.count.contests)];
  const pages = Math.ceil(contest.nominees.length / NOMINEES_A_PAGE);
  const page = countingPage(contest);
  dressContest(scene, state, contest, contest.nominees, { page, pages, number: page });
}

export function dressOutcomeScene(scene, state, now = Date.now()) {
  const pages = outcomePages(state.count.contests);
  const number = pageAt(now, pages.length);
  const { contest, page } = pages[number];
  const ranked = [...contest.nominees].sort((one, other) => one.rank - other.rank);
  dressContest(scene, state, contest, ranked, { page, pages: pages.length, number, isRanked: true });
}

function dressContest(scene, { box, slips, stage }, contest, nominees, { page, pages, number, isRanked = false }) {
  const shown = pageOf(nominees, page);
  put(scene, "title", contest.title);
  put(scene, "rule", word("rule", contest));
  put(scene, "turnout", word("turnout", { issued: slips.issued, returned: box.returned }));
  put(scene, "blank", contest.blank === null ? "" : word("blank", contest));
  put(scene, "page", pages > 1 ? word("page", { page: number + 1, pages }) : "");
  put(scene, "decision", decision(contest));
  const columns = shown.length > ONE_COLUMN ? 2 : 1;
  const list = freshList(scene, `${stage} ${contest.title} ${page}`);
  list.dataset.columns = columns;
  list.style.setProperty("--rows", Math.max(Math.ceil(shown.length / columns), columns > 1 ? 8 : 5));
  listOf(list, "nominee-item", shown, (item, nominee) => dressNominee(item, nominee, contest, box.returned, columns));
  list.classList.toggle("ranked", isRanked);
}

/** The list of nominees; another contest or page starts with an empty one, so that no bar grows out of another's. */
function freshList(scene, key) {
  const list = slot(scene, "nominees");
  if (list.dataset.key !== key) list.replaceChildren();
  list.dataset.key = key;
  return list;
}

function dressNominee(item, nominee, contest, returned, columns) {
  item.dataset.verdict = nominee.elected ? "elected" : nominee.tied ? "tied" : "";
  item.classList.toggle("counted", nominee.votes !== null);
  item.style.setProperty("--share", nominee.votes && returned ? nominee.votes / returned : 0);
  put(item, "name", nominee.name);
  put(item, "rank", nominee.rank === null ? "" : String(nominee.rank));
  put(item, "votes", nominee.votes === null ? "" : String(nominee.votes));
  put(item, "verdict", verdict(nominee, contest, columns > 1));
}

// Two columns leave no room to say "equal" in each row; the sentence below the list says it (decision).
function verdict(nominee, contest, short) {
  if (nominee.tied) return word("verdict.tied");
  if (!nominee.elected) return "";
  return word(!short && sharesRank(nominee, contest) ? "verdict.elected-equal" : "verdict.elected");
}

/** What equal votes leave open, in words: nothing here decides between equals. */
function decision(contest) {
  const tied = contest.nominees.filter((nominee) => nominee.tied).length;
  const shared = contest.nominees.filter((nominee) => nominee.elected && sharesRank(nominee, contest)).length;
  return [
    shared && word("shared", { number: shared }),
    tied && word("decision", { number: tied }),
  ].filter(Boolean).join(" ");
}

function sharesRank({ rank }, contest) {
  return contest.nominees.filter((other) => other.rank === rank).length > 1;
}
