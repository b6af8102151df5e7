// A deed of the desk: one form, one POST; a refusal is said beside the button and nothing typed is lost.
import { postOnce } from "../http.js";
import { bodiesOf } from "./bodies.js";
import { forget, isEdited } from "./edits.js";
import { shownSeq } from "./regions.js";

/**
 * Perform every form[data-deed] when it is sent; `done(deed, answer, form)` after the deed is done, `failed(deed, code)` where
 * it is not.
 */
export function listenForDeeds(done, failed) {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-deed]");
    if (!form) return;
    event.preventDefault();
    if (isEdited(document.getElementById(form.dataset.after))) tellTrouble(form, form.dataset.unsaved);
    else if (!("busy" in form.dataset)) perform(form, event.submitter, done, failed);
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    event.target.closest("[data-closes]")?.closest("dialog").close();
  });
  document.addEventListener("close", (event) => event.target.querySelectorAll("form").forEach(leave), true);
}

/** Say `message` in the form's place for refusals; an empty one clears it. */
export function tellTrouble(form, message) {
  const place = form.querySelector(".trouble");
  place.textContent = message;
  place.hidden = !message;
  if (message) place.scrollIntoView({ block: "nearest" });
}

// What was typed into a dialog that is left, by its button or the Escape key, was not meant.
function leave(form) {
  form.reset();
  forget(form);
  tellTrouble(form, "");
}

/** The kiosk's own sentence; where no answer came, that of the form, or the page's. */
export function reason(error, form) {
  const lost = form?.querySelector("p[data-offline]") ?? document.getElementById("task");
  return error.message || lost.dataset.offline;
}

// `seen` tells the kiosk what this page shows, so that two desks at once do not undo each other's work unasked.
async function perform(form, button, done, failed) {
  const deed = form.dataset.deed;
  const page = document.getElementById("task");
  tellTrouble(form, "");
  form.dataset.busy = "";
  button?.setAttribute("aria-disabled", "true");
  try {
    let answer;
    for (const body of await bodiesOf(deed, form, button)) {
      answer = await postOnce(`/desk/${deed}`, { ...body, seen: Number(page.dataset.seq) });
      page.dataset.seq = answer.seq;
    }
    forget(form);
    form.closest("dialog")?.close();
    await done(deed, answer, form);
  } catch (error) {
    if (error.code === "changed-elsewhere") page.dataset.seq = shownSeq(); // Whoever saves once more knows it.
    tellTrouble(form, reason(error, form));
    if (form.elements.code) form.elements.code.value = ""; // Whoever types it next may be somebody else.
    failed(deed, error.code);
  } finally {
    delete form.dataset.busy;
    button?.removeAttribute("aria-disabled");
  }
}
