// What the room agrees on by show of hands before it votes in secret: the latest vote in full, and what else there is.
import { slot } from "../templates.js";
import { before, pageAt, pageOf, pagesFor } from "./pages.js";
import { fit, listOf, put } from "./parts.js";
import { word } from "./words.js";

const ONE_COLUMN = 6;
const MOST_A_PAGE = 12; // What else is agreed on stands below.
const NUMBERS = ["favour", "against", "abstain"];

/** What has to be agreed on, in order, as [{subject, about, stands}]; a run-off's list follows from the vote. */
export function agreementsOf({ contests, tellers, hand_votes: votes = [] }) {
  const lists = contests.filter(({ of }) => of === null).map(({ title }) => ["list", title]);
  const subjects = [["rules", ""], ...lists, ...(tellers.length ? [["committee", ""]] : [])];
  return subjects.map(([subject, about]) => ({ subject, about, stands: stands(votes, subject, about) }));
}

const stands = (votes, subject, about) =>
  votes.some((vote) => vote.subject === subject && vote.about === about && vote.carried && !vote.withdrawn);

export function dressAgreeScene(scene, state, now = Date.now()) {
  const latest = state.hand_votes[state.hand_votes.length - 1];
  put(scene, "about", word(`hands.${latest.subject}`, latest));
  put(scene, "text", latest.subject === "rules" ? rulesInWords(state.rules) : "");
  dressNames(scene, namesOf(state, latest), now);
  for (const name of NUMBERS) put(scene, name, String(latest[name]));
  put(scene, "present", word("hands.present", latest));
  put(scene, "result", word(resultOf(latest)));
  slot(scene, "hands").dataset.carried = String(latest.carried && !latest.withdrawn);
  put(scene, "agreed", agreementWords("agreement.true", agreementsOf(state).filter((one) => one.stands)));
  put(scene, "open", agreementWords("agreement.false", agreementsOf(state).filter((one) => !one.stands)));
}

function agreementWords(name, agreements) {
  const names = agreements.map(({ subject, about }) => about || word(`agreement.${subject}`));
  return names.length ? word(name, { about: names.join("; ") }) : "";
}

function dressNames(scene, names, now) {
  const pages = pagesFor(names, MOST_A_PAGE);
  const page = pageAt(now, pages);
  const shown = pageOf(names, page, MOST_A_PAGE);
  const columns = shown.length > ONE_COLUMN ? 2 : 1;
  const list = slot(scene, "names");
  list.dataset.columns = columns;
  list.style.setProperty("--rows", Math.max(Math.ceil(shown.length / columns), 1));
  listOf(list, "agreed-item", shown, (item, name, index) => {
    put(item, "number", String(before(names, page, MOST_A_PAGE) + index + 1));
    put(item, "name", name.name);
    put(item, "beside", name.beside);
  });
  put(scene, "page", pages > 1 ? word("page", { page: page + 1, pages }) : "");
  fit(list);
}

/** The list that was voted on, or the units whose tellers hold the locks. */
function namesOf({ contests, tellers }, { subject, about }) {
  if (subject === "committee") return tellers.map(({ unit }) => ({ name: unit, beside: "" }));
  const contest = subject === "list" && contests.find(({ title }) => title === about);
  if (!contest) return [];
  return contest.nominees.map((name, place) => ({ name, beside: contest.groups?.[place] ?? "" }));
}

function rulesInWords({ tie, threshold }) {
  return [threshold ? word("rules.threshold", { threshold }) : "", word(`rules.${tie}`)].filter(Boolean).join(" ");
}

export function resultOf({ carried, withdrawn }) {
  if (withdrawn) return "hands.withdrawn";
  return carried ? "hands.carried" : "hands.lost";
}
