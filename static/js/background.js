// Work away from the page. The deeds are generator functions; they run in a Web Worker, or, where none can be had (too
// old a browser, its script lost on the way, killed for want of memory), in the page itself in slices. Every call
// carries all that it needs, so a call that a worker has not answered can be done again here and nothing is lost; where
// a secret must not leave the worker (sealing.js, `open`), the deed refuses and can be started over.
import { Broken, Refused } from "./protocol/errors.js";
import { atOnce, inSlices } from "./protocol/steps.js";

// A worker says hello as soon as it has loaded; after this long the page goes on without it.
const PATIENCE_MS = 8000;
const KINDS = { refused: Refused, broken: Broken };

/** The worker's side: answers every call for one of `deeds`. */
export function serve(deeds, scope = self) {
  const report = (progress) => scope.postMessage({ progress });
  scope.onmessage = ({ data: { number, name, args } }) =>
    scope.postMessage({ number, ...answer(deeds[name], args, report) });
  scope.postMessage({ hello: true });
}

// Only a code crosses over, and the number of who sent what does not hold: the text of an unexpected error might contain
// what was being sealed.
function answer(deed, args, report) {
  try {
    return { value: atOnce(deed(...args), report) };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

const troubleOf = ({ kind, code, sender }) => ({ kind, code, sender });
const errorOf = ({ kind, code, sender }) => (kind in KINDS ? new KINDS[kind](code, sender) : new Error("internal"));

/**
 * The page's side: {call(name, ...args) -> promise, stop()}. `makeDeeds` is called only where the worker fails; `report`
 * hears how far a long deed is (steps.js).
 */
export function background(url, makeDeeds, patienceMs = PATIENCE_MS, report = () => {}) {
  const waiting = new Map();
  let calls = 0;
  let here = null;
  let queue = Promise.resolve();
  let worker = start();
  const patience = setTimeout(workHere, patienceMs);
  if (!worker) workHere();

  function start() {
    try {
      const started = new Worker(url);
      started.onmessage = ({ data }) => hear(data);
      started.onerror = started.onmessageerror = workHere;
      return started;
    } catch {
      return null;
    }
  }

  function hear({ hello, progress, ...outcome }) {
    if (hello) clearTimeout(patience);
    else if (progress) report(progress);
    else settle(outcome);
  }

  function workHere() {
    if (here) return;
    stop();
    here = makeDeeds();
    for (const [number, errand] of waiting) doHere(number, errand);
  }

  // One after the other, as the worker does: they share what has been prepared.
  function doHere(number, { name, args }) {
    queue = queue.then(() => inSlices(here[name](...args), report))
      .then((value) => settle({ number, value }), (error) => settle({ number, trouble: troubleOf(error) }));
  }

  function settle({ number, value, trouble }) {
    const errand = waiting.get(number);
    waiting.delete(number);
    if (!errand) return;
    if (trouble) errand.reject(errorOf(trouble));
    else errand.resolve(value);
  }

  function stop() {
    clearTimeout(patience);
    if (worker) worker.terminate();
    worker = null;
  }

  function call(name, ...args) {
    return new Promise((resolve, reject) => {
      const number = calls++;
      const errand = { name, args, resolve, reject };
      waiting.set(number, errand);
      if (worker) worker.postMessage({ number, name, args });
      else doHere(number, errand);
    });
  }

  return { call, stop };
}
