// A table whose rows are typed, pasted from a spreadsheet, added and removed: the roster and the committee.
import { markEdited } from "./edits.js";
import { pastedRows } from "./pasted.js";
import { say } from "./sentences.js";

const FIELD = "input[name]";

/** The rows with anything in them, as {field name: text}. */
export function filledRows(table) {
  return [...table.tBodies[0].rows]
    .map((row) => Object.fromEntries([...row.querySelectorAll(FIELD)].map((field) => [field.name, field.value.trim()])))
    .filter((row) => Object.values(row).some((text) => text));
}

/** Put `rows` ({field name: text}) in place of what the table holds. */
export function replaceRows(table, rows) {
  table.tBodies[0].replaceChildren();
  rows.forEach((row) => {
    for (const field of addRow(table).querySelectorAll(FIELD)) field.value = row[field.name] ?? "";
  });
  changed(table);
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
  const place = table && document.querySelector(`[data-row-count="${table.dataset.rows}"]`);
  if (place) say(place, { count: filledRows(table).length });
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
