// A table whose rows are typed, pasted from a spreadsheet, added and removed: the roster and the committee.
import { markEdited } from "./edits.js";
import { pastedRows } from "./pasted.js";
import { say } from "./sentences.js";

const FIELD = "input[name]";
const SAID = { true: true, false: false };
const MARKS = { standard: SAID, organisation: SAID, registered: SAID, covenant: SAID };

/** The rows with anything in them, as {field name: text}, each with what the row keeps beside its fields. */
export function filledRows(table) {
  return [...table.tBodies[0].rows].filter(isFilled).map(valuesOf);
}

/** The rows that a form of the roster sends: its own table's, or all rows with the one unit of the form in its place. */
export function rosterRows(form) {
  const table = form.querySelector("[data-rows]");
  if (table) return filledRows(table);
  const one = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, MARKS[name]?.[value] ?? value.trim()]));
  return keptRows().map((row) => (row.name === form.dataset.unit ? { ...row, ...one } : row));
}

/** What the kiosk last said of every unit, without anything typed since. */
export function keptRows() {
  return [...document.querySelectorAll('[data-rows="roster"] tr[data-kept]')].map((row) => JSON.parse(row.dataset.kept));
}

const isFilled = (row) => [...row.querySelectorAll(FIELD)].some((field) => field.value.trim());

function valuesOf(row) {
  const typed = [...row.querySelectorAll(FIELD)].map((field) => [field.name, field.value.trim()]);
  return { ...JSON.parse(row.dataset.kept ?? "{}"), ...Object.fromEntries(typed) };
}

export function listenForRows() {
  document.addEventListener("click", onClick);
  document.addEventListener("paste", onPaste);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => countRows(event.target.closest("[data-rows]")));
}

/** Say how many rows are filled, wherever the page has a place for it. */
export function countAll() {
  document.querySelectorAll("[data-rows]").forEach(countRows);
}

function countRows(table) {
  if (!table) return;
  const place = document.querySelector(`[data-row-count="${table.dataset.rows}"]`);
  if (place) say(place, { count: filledRows(table).length });
  table.dispatchEvent(new CustomEvent("rows:counted", { bubbles: true }));
}

function addRow(table) {
  const body = table.tBodies[0];
  body.append(table.querySelector("template").content.cloneNode(true));
  return body.lastElementChild;
}

function full(table) {
  return table.tBodies[0].rows.length >= Number(table.dataset.most ?? Infinity);
}

function changed(table) {
  markEdited(table.closest("form"));
  countRows(table);
}

function onClick(event) {
  const adder = event.target.closest("[data-add-row]");
  const remover = event.target.closest("[data-remove-row]");
  if (adder) {
    const table = document.querySelector(`[data-rows="${adder.dataset.addRow}"]`);
    if (!full(table)) addRow(table).querySelector(FIELD).focus();
  }
  if (remover) {
    const table = remover.closest("[data-rows]");
    remover.closest("tr").remove();
    changed(table);
  }
}

function onKey(event) {
  const table = event.target.closest?.("[data-rows]");
  if (event.key !== "Enter" || !table || !event.target.matches(FIELD)) return;
  event.preventDefault();
  const row = event.target.closest("tr");
  const next = row.nextElementSibling ?? (full(table) ? row : addRow(table));
  next.querySelector(`[name="${event.target.name}"]`).focus();
}

function onPaste(event) {
  const table = event.target.closest?.("[data-rows]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!table || !/[\t\n\r]/.test(text.trim())) return;
  event.preventDefault();
  let row = event.target.closest("tr");
  const first = [...row.querySelectorAll(FIELD)].indexOf(event.target);
  for (const cells of pastedRows(text)) {
    if (!row && full(table)) break;
    row ??= addRow(table);
    const fields = [...row.querySelectorAll(FIELD)].slice(first);
    cells.slice(0, fields.length).forEach((cell, index) => { fields[index].value = cell; });
    row = row.nextElementSibling;
  }
  changed(table);
}
