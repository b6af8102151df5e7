// Drawing what a verdict says. Every text of a file goes into the page as text.
import { showCode } from "../codes.js";

/** The elements of parts as told.js makes them. */
export const drawn = (parts) => parts.map((part) => DRAWING[part.kind](part));

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

const text = (name, words, className = "") => element(name, className, words);

const DRAWING = {
  notice: ({ tone, text: words }) => element("p", `notice ${tone}`, text("span", words)),
  note: ({ text: words }) => text("p", words),
  facts: ({ facts }) =>
    element("dl", "verdict-facts", ...facts.flatMap(([name, words]) => [text("dt", name), text("dd", words)])),
  table: drawnTable,
  codes: drawnCodes,
  list: drawnList,
};

function drawnTable({ title, note, heads, rows, after }) {
  const titles = heads.map((words, place) => headed(text("th", words, place > 0 ? "number" : ""), "col"));
  const body = element("tbody", "", ...rows.map(drawnRow));
  const table = element("table", "", element("thead", "", element("tr", "", ...titles)), body);
  return element(
    "section", "verdict-contest", text("h4", title), text("p", note, "small soft"), table,
    ...(after ? [element("p", "notice care", text("span", after))] : []),
  );
}

/** A nominee with what became of it, and its votes; empty where it was not voted on. */
function drawnRow({ name, numbers, fate = "", isElected = false }) {
  const head = headed(element("th", "", name, ...(fate ? [text("small", fate)] : [])), "row");
  const votes = numbers.map((number) => text("td", number === null ? "" : String(number), "number"));
  return element("tr", isElected ? "elected" : "", head, ...votes);
}

function headed(cell, scope) {
  cell.scope = scope;
  return cell;
}

function drawnCodes({ title, note, codes }) {
  const listed = codes.flatMap(([name, code, size]) => {
    const shown = document.createElement("dd");
    showCode(shown, code, size);
    return [text("dt", name), shown];
  });
  return element(
    "section", "verdict-codes", text("h4", title), text("p", note, "small soft"), element("dl", "", ...listed),
  );
}

function drawnList({ title, items, sign, note, isOpen }) {
  const list = element("ul", "", ...items.map((item) => text("li", item)));
  list.dataset.sign = sign;
  const details = element(
    "details", "", text("summary", title), ...(note ? [text("p", note, "small soft")] : []), list,
  );
  details.open = isOpen;
  return details;
}
