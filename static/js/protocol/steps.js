// Long computations are generators that yield every few milliseconds. A worker runs them at once; a page, in slices.
// Most steps yield nothing; what one does yield tells how far the computation is, and goes to `report`.
const SLICE_MS = 12;

/** The result of a generator, run to its end. */
export function atOnce(steps, report = () => {}) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value !== undefined) report(value);
  }
}

/** A promise of the same result; between slices the page can paint and take input. */
export async function inSlices(steps, report = () => {}) {
  let until = Date.now() + SLICE_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value !== undefined) report(value);
    if (Date.now() < until) continue;
    await new Promise((resume) => setTimeout(resume));
    until = Date.now() + SLICE_MS;
  }
}
