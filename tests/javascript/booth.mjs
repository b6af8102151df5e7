// A booth whose worker is as `worker` says ("none", as in Node, or as workers.mjs plays it) -> what its page gets. One
// that dies has answered `read` before.
import { attempt, drive } from "./driver.mjs";
import { play } from "./workers.mjs";
import { Sealer, sealingDeeds } from "../../static/js/sealing.js";

await drive(async ({ worker, election, credential, marks, refused }) => {
  const log = [];
  if (worker !== "none") globalThis.Worker = play(worker, sealingDeeds, { log, spared: ["read"] });
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
