// What each deed sends, read from its form. A deed that is not here sends nothing.
import { contestsOf } from "./contests.js";
import { filledRows } from "./rows.js";

const BODIES = {
  meeting: (form, button) => ({
    ...(button?.value === "sample" ? { sample: true } : details(form)),
    rehearsal: form.elements.rehearsal.value === "1",
  }),
  details,
  roster: (form) => ({ units: filledRows(form.querySelector("[data-rows]")) }),
  contests: (form) => ({ contests: contestsOf(form) }),
  tellers: (form) => ({ tellers: filledRows(form.querySelector("[data-rows]")) }),
  "roll-call": (form, button) => ({ unit: Number(form.dataset.unit), present: button.value === "true" }),
  unseal: (form) => ({ reason: form.elements.reason.value }),
  abandon: (form) => ({ reason: form.elements.reason.value }),
};

export function bodyOf(deed, form, button) {
  return BODIES[deed]?.(form, button) ?? {};
}

function details(form) {
  const { title, cluster, year, place } = form.elements;
  return { title: title.value, cluster: cluster.value, year: Number(year.value), place: place.value };
}
