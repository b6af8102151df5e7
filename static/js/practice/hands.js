// The hands of the pretended people: they are counted into the form that is on the desk's page, and the secretary notes them.

const ALL_BUT_ONE_FROM = 4; // With fewer, one hand that stays down could decide.

/** "due" where a vote by hand waits for its figures, "raised" where one waits to be noted, or null. */
export function handsOnThePage() {
  const forms = open();
  if (!forms.length) return null;
  return forms.some(isFilled) ? "raised" : "due";
}

/** Raise hands for the first vote on the page, and lead to the button that notes it. */
export function raiseHands() {
  const form = open().find((one) => !isFilled(one));
  const dialog = form.closest("dialog");
  if (dialog) document.querySelector(`[data-opens="${dialog.id}"]`).click();
  const present = Number(form.dataset.hands);
  form.elements.favour.value = present - (present < ALL_BUT_ONE_FROM ? 0 : 1);
  form.elements.against.value = 0;
  form.elements.favour.dispatchEvent(new Event("input", { bubbles: true }));
  const note = form.querySelector("button:not([type])");
  note.scrollIntoView({ block: "center" });
  note.focus({ preventScroll: true });
}

/** Those for which nothing but hands is missing: no reason to be typed, no unit to be chosen. */
const open = () => [...document.querySelectorAll("#task form[data-hands]")]
  .filter(({ elements: { reason, about } }) => !reason && !about);

const isFilled = (form) => form.elements.favour.value !== "";
