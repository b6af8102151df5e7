// Waiting for the kiosk: nobody waits longer than until the line is back (line.js says when).

const waiting = new Set();

/** Call `deed` each time the line is back; returns a function that ends it. */
export function whenBack(deed) {
  waiting.add(deed);
  return () => waiting.delete(deed);
}

export const tellBack = () => [...waiting].forEach((deed) => deed());

/** Resolves after `ms`, or as soon as the line is back. */
export function pause(ms) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const forget = whenBack(end);
  });
}
