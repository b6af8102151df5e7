// Long computations are generators that yield every few milliseconds. A worker runs them at once; a page, in slices.
const SLICE_MS = 12;

/** The result of a generator, run to its end. */
export function atOnce(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** A promise of the same result; between slices the page can paint and take input. */
export async function inSlices(steps) {
  let until = Date.now() + SLICE_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (Date.now() < until) continue;
    await new Promise((resume) => setTimeout(resume));
    until = Date.now() + SLICE_MS;
  }
}
