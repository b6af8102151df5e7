// {seed, archives in base64, one a visit} -> what a teller's phone does on each visit to the closed box: {ballots, head,
// tally, share} or {code}; and what it keeps. The kiosk is played by `fetch`, the phone's storage by a Map.
import { attempt, drive } from "./driver.mjs";
import { lookInto, shareOf } from "../../static/js/teller/closedbox.js";
import { TellerWorker } from "../../static/js/telling.js";

const kept = new Map();
globalThis.window = { localStorage: {
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, text) => kept.set(name, text),
} };

await drive(async ({ seed, archives }) => {
  const worker = new TellerWorker(undefined, "teller-worker.js");
  const verification = await worker.verificationKey(seed);
  const asked = [];
  const visits = [];
  for (const bel of archives) {
    globalThis.fetch = async (url) => {
      asked.push(url);
      return new Response(Buffer.from(bel, "base64"));
    };
    visits.push(await attempt(async () => {
      const box = await lookInto(worker, { verification, code: null });
      const { ballots, head, tally } = box;
      return { ballots, head, tally, share: await shareOf(worker, { seed, verification }, null, box) };
    }));
  }
  return { asked, visits, kept: Object.fromEntries(kept), verification };
});
