// A count on paper, as one teller reads it out. Empty fields are sent as nothing, so that the kiosk asks for them.

/** The count of the form, as the deed sends it: the teller's number, the totals, and a row for each contest. */
export function countOf(form) {
  return {
    teller: Number(form.elements.teller.value),
    issued: figure(form.elements.issued),
    returned: figure(form.elements.returned),
    contests: [...form.querySelectorAll("[data-contest]")].map((part) => ({
      invalid: figure(part.querySelector('[data-figure="invalid"]')),
      invalid_reasons: part.querySelector('[data-figure="reasons"]').value,
      blank: figure(part.querySelector('[data-figure="blank"]')),
      votes: [...part.querySelectorAll('[data-figure="votes"]')].map(figure),
    })),
  };
}

function figure(field) {
  return /^\d+$/.test(field.value.trim()) ? Number(field.value) : null;
}
