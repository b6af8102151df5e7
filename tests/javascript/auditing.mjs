// {worker, visits: [[archive in base64, public key], ...]} -> what one teller's phone, its worker as workers.mjs plays it
// ("none", as in Node), finds on each visit, {ballots, ...} or {code}, and what it shows of its progress meanwhile.
import { attempt, drive } from "./driver.mjs";
import { play } from "./workers.mjs";
import { TellerWorker, tellingDeeds } from "../../static/js/telling.js";

await drive(async ({ worker, visits }) => {
  if (worker !== "none") globalThis.Worker = play(worker, tellingDeeds);
  let progress = [];
  const teller = new TellerWorker(({ checked, ballots }) => progress.push([checked, ballots]), "teller-worker.js");
  const seen = [];
  for (const [bel, key] of visits) {
    progress = [];
    const found = await attempt(async () => {
      const { code: set, ...rest } = await teller.confirm(new Uint8Array(Buffer.from(bel, "base64")), key);
      return { set, ...rest };
    });
    seen.push({ ...found, progress });
  }
  teller.stop();
  return seen;
});
