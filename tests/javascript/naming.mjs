// {worker, calls: [[name, ...arguments], ...]} -> what a teller's page hears of each, its worker as workers.mjs plays it.
import { attempt, drive } from "./driver.mjs";
import { play } from "./workers.mjs";
import { TellerWorker, tellingDeeds } from "../../static/js/telling.js";

await drive(async ({ worker, calls }) => {
  if (worker !== "none") globalThis.Worker = play(worker, tellingDeeds);
  const teller = new TellerWorker(undefined, "teller-worker.js");
  const heard = await Promise.all(calls.map(([name, ...given]) => attempt(() => teller[name](...given))));
  teller.stop();
  return heard;
});
