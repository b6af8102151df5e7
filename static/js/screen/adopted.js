// The closing picture: what the meeting has adopted, and what it proposes; a flag is never given here, only proposed.
import { slot } from "../templates.js";
import { pageAt } from "./pages.js";
import { fit, listOf, put } from "./parts.js";
import { word } from "./words.js";

const ROWS_A_PAGE = 9;
const OFFICES = ["leader", "deputy"];

export function dressAdoptedScene(scene, state, now = Date.now()) {
  const pages = pagesOf(linesOf(state));
  const number = pageAt(now, pages.length);
  const list = slot(scene, "lines");
  if (list.dataset.page !== String(number)) list.replaceChildren();
  list.dataset.page = number;
  listOf(list, "adopted-item", pages[number] ?? [], (item, line) => {
    item.classList.toggle("heading", Boolean(line.heading));
    put(item, "name", line.heading ?? line.name);
    put(item, "place", line.place ? word(`place.${line.place}`) : "");
    put(item, "flag", line.flag ? word(`flag.${line.flag}`) : "");
  });
  fit(list);
  put(scene, "vote", state.adoption ? word("hands.numbers", state.adoption) : "");
  put(scene, "page", pages.length > 1 ? word("page", { page: number + 1, pages: pages.length }) : "");
}

/** A heading and who is elected, contest by contest; then the offices that were filled by show of hands. */
export function linesOf({ outcome, adoption }) {
  const contests = (outcome ?? []).flatMap((contest) => {
    const elected = contest.nominees.filter((nominee) => nominee.elected).sort((one, other) => one.rank - other.rank);
    const lines = elected.map((nominee) => lineOf(contest, nominee, adoption));
    return lines.length ? [[{ heading: contest.title }, ...lines]] : [];
  });
  const officers = byHand(outcome ?? [], adoption?.officers ?? {});
  return officers.length ? [...contests, [{ heading: word("officers") }, ...officers]] : contests;
}

function lineOf({ title, kind }, { name, rank }, adoption) {
  const flag = adoption?.flags?.find((each) => each.unit === name && (each.contest ?? title) === title)?.flag;
  return { name, place: placeOf(kind, rank), flag: flag === "none" ? undefined : flag };
}

function placeOf(kind, rank) {
  if (kind === "top_two") return rank === 1 ? "first_place" : "second_place";
  return ["first_place", "second_place", ...OFFICES].includes(kind) ? kind : undefined;
}

function byHand(contests, officers) {
  const byBallot = contests.map(({ kind }) => kind);
  return OFFICES.filter((office) => officers[office] && !byBallot.includes(office))
    .map((office) => ({ name: officers[office], place: office }));
}

/** Contests stay whole where they fit on a page; a long one goes on overleaf under its heading. */
export function pagesOf(sections) {
  const pages = [[]];
  for (const [heading, ...lines] of sections) {
    for (let from = 0; from < lines.length; from += ROWS_A_PAGE - 1) {
      const part = [heading, ...lines.slice(from, from + ROWS_A_PAGE - 1)];
      const last = pages[pages.length - 1];
      if (last.length + part.length > ROWS_A_PAGE && last.length) pages.push(part);
      else last.push(...part);
    }
  }
  return pages;
}
