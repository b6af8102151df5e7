// A roster from a file: the kiosk reads it and names every problem by its row; nothing is saved before the table is.
import { postFile } from "../http.js";
import { copy, slot } from "../templates.js";
import { reason, tellTrouble } from "./deeds.js";
import { replaceRows } from "./rows.js";
import { say, sentence } from "./sentences.js";

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

function preview({ units, problems }) {
  const place = document.getElementById("roster-preview");
  const content = copy("roster-preview-content");
  say(slot(content, "heading"), { units: units.length });
  slot(content, "problems").hidden = !problems.length;
  say(slot(content, "problem-count"), { problems: problems.length });
  const list = slot(content, "problem-list");
  for (const problem of problems) list.append(item(sentence(list, problem)));
  slot(content, "take").disabled = !units.length;
  slot(content, "take").addEventListener("click", () => take(units));
  slot(content, "leave").addEventListener("click", hidePreview);
  place.replaceChildren(content);
  place.hidden = false;
}

function take(units) {
  const table = document.querySelector('[data-rows="roster"]');
  replaceRows(table, units);
  hidePreview();
  table.scrollIntoView({ block: "start" });
}

function hidePreview() {
  document.getElementById("roster-preview").hidden = true;
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}
