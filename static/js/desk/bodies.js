// What each deed sends, read from its form. A deed that is not here sends nothing; one that sends a list is done for each.
import { contestsOf } from "./contests.js";
import { countOf } from "./handcount.js";
import { handsOf } from "./handvote.js";
import { setsOf } from "./minting.js";
import { textsOf } from "./papertexts.js";
import { filledRows, rosterRows } from "./rows.js";
import { unitsOfFile } from "./rosterfile.js";

const BODIES = {
  meeting: (form, button) => ({
    ...(button?.value === "sample" ? { sample: true } : details(form)),
    rehearsal: form.elements.rehearsal.value === "1",
  }),
  details,
  papers: textsOf,
  rules: (form) => ({ tie: form.elements.tie.value, threshold: Number(form.elements.threshold.value) }),
  roster: (form) => ({ units: "fromFile" in form.dataset ? unitsOfFile() : rosterRows(form) }),
  contests: () => ({ contests: contestsOf() }),
  tellers: (form) => ({
    tellers: filledRows(form.querySelector("[data-rows]")), threshold: Number(form.elements.threshold.value),
  }),
  "roll-call": (form, button) => ({ unit: Number(form.dataset.unit), present: button.value === "true" }),
  "hand-vote": (form) => aboutEach(form, { ...handsOf(form), reason: form.elements.reason?.value ?? "" }),
  reopen: (form) => aboutEach(form, reasonOf(form)),
  "hand-count": countOf,
  slips: setsOf,
  network: ({ elements: { name, password, kind } }) => ({ name: name.value, password: password.value, kind: kind.value }),
  address: (form) => ({ address: form.elements.address.value }),
  copies: (form) => ({ folder: form.elements.folder.value }),
  adopt: (form) => ({ ...handsOf(form), flags: flagsOf() }),
  "second-officer": ({ elements: { name, again } }) => ({ name: name.value, again: again.value }),
  unseal: reasonOf,
  void: reasonOf,
  abandon: reasonOf,
};

/** A promise of the bodies of the deed, one for each time that it is done. Where the form asks for a code, they carry it. */
export async function bodiesOf(deed, form, button) {
  const made = (await BODIES[deed]?.(form, button)) ?? {};
  const { code } = form.elements;
  if (code) return [{ ...made, code: code.value }];
  return Array.isArray(made) ? made : [made];
}

function details(form) {
  const { title, cluster, year, place } = form.elements;
  return { title: title.value, cluster: cluster.value, year: Number(year.value), place: place.value };
}

function reasonOf(form) {
  return { reason: form.elements.reason.value };
}

// The two lists of a pair are one question to the room and two votes in the minutes.
function aboutEach(form, body) {
  const chosen = form.elements.about ? [form.elements.about.value] : JSON.parse(form.dataset.abouts);
  return chosen.map((about) => ({ subject: form.dataset.subject, about, ...body }));
}

// They are chosen on the page; the hands are counted in a dialog over it.
function flagsOf() {
  return [...document.querySelectorAll("select[data-flag]")].map(({ dataset, value }) => ({ unit: dataset.flag, flag: value }));
}
