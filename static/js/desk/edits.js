// What the secretary has typed and not saved: the page may not replace it, and leaving asks first.

// What a page takes along when it is replaced ([data-keeps]) need not keep it from that.
const FIELDS = "input:not([type=radio], [type=checkbox], [type=file], [data-keeps]), textarea, select";

/** True while #task holds typed text or the cursor stands in one of its fields. */
export function editing(task) {
  return edited(task) || (task.contains(document.activeElement) && document.activeElement.matches(FIELDS));
}

function edited(task) {
  return task.querySelector("form[data-edited]") !== null;
}

/** Whether `form` holds anything typed and not saved. */
export function isEdited(form) {
  return form !== null && "edited" in form.dataset;
}

export function markEdited(form) {
  if (form?.matches("[data-edits]")) form.dataset.edited = "";
}

export function forget(form) {
  delete form.dataset.edited;
}

/** Notice typing everywhere, and call `idle` when the cursor leaves a field without anything typed. */
export function watchEdits(idle) {
  document.addEventListener("input", (event) => markEdited(event.target.form)); // A field may stand outside its form.
  document.addEventListener("focusout", () => setTimeout(() => {
    if (!editing(document.getElementById("task"))) idle();
  }));
  addEventListener("beforeunload", (event) => {
    if (edited(document.getElementById("task"))) event.preventDefault();
  });
}
