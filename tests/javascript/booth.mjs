// A booth whose worker is as `worker` says -> what its page gets. Node has no Web Worker, so the page's `Worker` is
// played here: "none" (as in Node), "good", "lost" (its script never arrives), "silent", "dies" (after `read`).
import { attempt, drive } from "./driver.mjs";
import { serve } from "../../static/js/background.js";
import { Sealer, sealingDeeds } from "../../static/js/sealing.js";

function play(kind, log) {
  return class {
    constructor() {
      this.scope = {
        postMessage: (message) => setTimeout(() => this.onmessage?.({ data: structuredClone(message) })),
      };
      if (kind === "lost") setTimeout(() => this.onerror({}));
      if (kind === "good" || kind === "dies") serve(sealingDeeds(), this.scope);
    }

    postMessage(message) {
      log.push(message.name);
      if (kind === "dies" && message.name !== "read") setTimeout(() => this.onerror({}));
      else if (this.scope.onmessage) this.scope.onmessage({ data: structuredClone(message) });
    }

    terminate() {
      this.scope.onmessage = null;
    }
  };
}

await drive(async ({ worker, election, credential, marks, refused }) => {
  const log = [];
  if (worker !== "none") globalThis.Worker = play(worker, log);
  const sealer = new Sealer("sealing-worker.js", 50);
  let ticks = 0;
  const clock = setInterval(() => { ticks += 1; }, 5);
  try {
    const opened = await attempt(() => sealer.begin(election));
    if (opened.code) return { opened };
    await sealer.ready;
    return {
      opened, log, ticks,
      overvote: await attempt(() => sealer.seal(credential, refused)),
      first: await attempt(() => sealer.seal(credential, marks)),
      second: await attempt(() => sealer.seal(credential, marks)),
    };
  } finally {
    clearInterval(clock);
    sealer.stop();
  }
});
