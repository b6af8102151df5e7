// Hands that are counted: those who are neither for nor against are what is left of the units present.

/** Hands for, against and left over, of a form that knows how many are present. A negative rest is for the kiosk to refuse. */
export function handsOf(form) {
  const favour = figure(form, "favour");
  const against = figure(form, "against");
  return { favour, against, abstain: Math.max(rest(Number(form.dataset.hands), favour, against), 0) };
}

/** How many of `present` raised no hand; below zero where more hands were counted than units are present. */
export const rest = (present, favour, against) => present - favour - against;

export function listenForHands() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-hands]");
    if (form) sayRest(form);
  });
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-all-agree]")?.closest("form");
    if (form) agreeAll(form);
  });
}

// The form is sent by its own button, so that the Enter key in a field never means "all agree".
function agreeAll(form) {
  form.elements.favour.value = form.dataset.hands;
  form.elements.against.value = 0;
  sayRest(form);
  form.requestSubmit();
}

function sayRest(form) {
  const left = rest(Number(form.dataset.hands), figure(form, "favour"), figure(form, "against"));
  form.querySelector('[data-slot="abstain"]').textContent = form.elements.favour.value === "" ? "–" : left;
  form.querySelector('[data-slot="abstain"]').classList.toggle("too-many", left < 0);
}

function figure(form, name) {
  return Math.trunc(Number(form.elements[name].value)) || 0;
}
