// One unit's scores and marks, typed by hand in a dialog that is filled from what the kiosk last said of the unit.
import { slot } from "../templates.js";
import { tellTrouble } from "./deeds.js";
import { keptRows } from "./rows.js";

export function listenForUnitEditor() {
  document.addEventListener("click", (event) => {
    const name = event.target.closest("[data-edit-unit]")?.dataset.editUnit;
    const row = name && keptRows().find((unit) => unit.name === name);
    if (row) edit(row);
  });
}

function edit(row) {
  const dialog = document.getElementById("unit-editor");
  const form = dialog.querySelector("form");
  form.dataset.unit = row.name;
  slot(form, "name").textContent = row.name;
  tellTrouble(form, "");
  for (const field of form.querySelectorAll("input[name], select[name]")) field.value = row[field.name] ?? "";
  dialog.showModal();
}
