// The count and the outcome: the totals of one contest, each with a bar from zero. While counting, nominees stand in
// the order of their list, where a rank would be read as the number of the row; in the outcome they stand by rank.
import { slot } from "../templates.js";
import { decision, verdict } from "./decision.js";
import { countingPage, outcomePages, pageAt, pageOf, pagesFor, shownContest } from "./pages.js";
import { fit, listOf, put } from "./parts.js";
import { countContests, countedContests } from "./result.js";
import { word } from "./words.js";

const ONE_COLUMN = 10;

export function dressCountScene(scene, state) {
  const contests = countContests(state);
  const contest = contests[shownContest(contests)];
  const pages = pagesFor(contest.nominees);
  const page = countingPage(contest);
  dressContest(scene, state, contest, contest.nominees, { page, pages, number: page });
}

export function dressOutcomeScene(scene, state, now = Date.now()) {
  const pages = outcomePages(countedContests(state));
  const number = pageAt(now, pages.length);
  const { contest, page } = pages[number];
  dressContest(scene, state, contest, byRank(contest.nominees), { page, pages: pages.length, number, isRanked: true });
}

/** Whoever is left out has no rank and stands last. */
const byRank = (nominees) => [...nominees].sort((one, other) => (one.rank || Infinity) - (other.rank || Infinity));

function dressContest(scene, state, contest, nominees, { page, pages, number, isRanked = false }) {
  const shown = pageOf(nominees, page);
  put(scene, "title", contest.title);
  put(scene, "rule", word("rule", contest));
  put(scene, "turnout", turnout(contest));
  put(scene, "blank", blank(contest));
  put(scene, "page", pages > 1 ? word("page", { page: number + 1, pages }) : "");
  put(scene, "decision", decision(contest, state.rules));
  const columns = shown.length > ONE_COLUMN ? 2 : 1;
  const list = freshList(scene, `${state.stage} ${contest.title} ${page}`);
  list.dataset.columns = columns;
  list.style.setProperty("--rows", Math.ceil(shown.length / columns));
  listOf(list, "nominee-item", shown, (item, nominee) => dressNominee(item, nominee, contest, columns));
  list.classList.toggle("ranked", isRanked);
  fit(list);
}

function turnout({ issued, returned, onPaper }) {
  const said = word(issued === null ? "turnout-returned" : "turnout", { issued, returned });
  return onPaper.length ? `${said} ${word("by-hand", { numbers: onPaper.join(", ") })}` : said;
}

function blank({ blank: none, invalid }) {
  const said = [none !== null && word("blank", { blank: none }), invalid > 0 && word("invalid", { invalid })];
  return said.filter(Boolean).join(" ");
}

/** The list of nominees; another contest or page starts with an empty one, so that no bar grows out of another's. */
function freshList(scene, key) {
  const list = slot(scene, "nominees");
  if (list.dataset.key !== key) list.replaceChildren();
  list.dataset.key = key;
  return list;
}

function dressNominee(item, nominee, contest, columns) {
  const { returned } = contest;
  item.dataset.verdict = nominee.elected ? "elected" : nominee.tied ? "tied" : "";
  item.classList.toggle("counted", nominee.votes !== null);
  item.style.setProperty("--share", nominee.votes && returned ? nominee.votes / returned : 0);
  put(item, "name", nominee.name);
  put(item, "beside", nominee.beside);
  put(item, "rank", nominee.rank ? String(nominee.rank) : "");
  put(item, "votes", nominee.votes === null ? "" : String(nominee.votes));
  put(item, "verdict", verdict(nominee, contest, columns > 1));
}
