// A roster from a file: the kiosk reads it, names every problem by its cell and says what would change; nothing is saved
// before the secretary says so.
import { postFile } from "../http.js";
import { copy, fill, slot } from "../templates.js";
import { reason, tellTrouble } from "./deeds.js";
import { say, sentence } from "./sentences.js";

let previewed = [];

/** The units of the file that is previewed, as the kiosk read them. */
export const unitsOfFile = () => previewed;

export function listenForRosterFile() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-file]");
    if (form && event.target.files?.length) read(form, event.target);
  });
}

async function read(form, field) {
  tellTrouble(form, "");
  hidePreview();
  try {
    preview(await postFile(form.dataset.file, field.files[0]));
  } catch (error) {
    tellTrouble(form, reason(error));
  }
  field.value = "";
}

function preview({ units, problems, changes }) {
  previewed = units;
  const place = document.getElementById("roster-preview");
  const content = copy("roster-preview-content");
  say(slot(content, "heading"), { units: units.length });
  sayProblems(content, problems);
  sayChanges(content, changes);
  slot(content, "take").disabled = !units.length;
  slot(content, "leave").addEventListener("click", hidePreview);
  place.replaceChildren(content);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

function sayProblems(content, problems) {
  slot(content, "problems").hidden = !problems.length;
  say(slot(content, "problem-count"), { problems: problems.length });
  const list = slot(content, "problem-list");
  const { cell, row } = list.dataset;
  for (const problem of problems) list.append(item(fill(problem.cell ? cell : row, problem)));
}

function sayChanges(content, { added, removed, changed }) {
  slot(content, "none").hidden = added.length + removed.length + changed.length > 0;
  sayNames(content, "added", added);
  sayNames(content, "removed", removed);
  slot(content, "changed").hidden = !changed.length;
  say(slot(content, "changed-count"), { number: changed.length });
  const list = slot(content, "changed-list");
  for (const { name, fields } of changed) {
    list.append(item(`${name}. ${fields.map((field) => sentence(list, field)).join("; ")}`));
  }
}

function sayNames(content, which, names) {
  slot(content, which).hidden = !names.length;
  say(slot(content, `${which}-count`), { number: names.length });
  slot(content, `${which}-names`).textContent = names.join("; ");
}

function hidePreview() {
  previewed = [];
  document.getElementById("roster-preview").hidden = true;
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}
