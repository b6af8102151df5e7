// Sending a sealed ballot until the box has answered: always the same bytes, so that a retry can never be a second ballot (P4).

const PAUSE = 4000;
const WORTH_RETRYING = ["offline", "store-failed", "internal", "voting-not-open"];

/**
 * Send `sealed` {ballot, tracker} with `post` until there is an answer. `onLost(error)` is called before each pause.
 * Resolves to the tracker in the box; rejects with the box's refusal. `hurry()` on the returned object ends a pause early.
 */
export function sendUntilAnswered(sealed, post, onLost) {
  let wake = () => {};
  const pause = () => new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE);
    wake = () => { clearTimeout(timer); resolve(); };
  });
  return { answered: attempts(sealed, post, onLost, pause), hurry: () => wake() };
}

async function attempts(sealed, post, onLost, pause) {
  for (;;) {
    try {
      const { tracker } = await post(sealed.ballot);
      return tracker;
    } catch (error) {
      if (!isWorthRetrying(error)) throw error;
      onLost(error);
      await pause();
    }
  }
}

const isWorthRetrying = (error) => WORTH_RETRYING.includes(error.code) || error.status >= 500;
