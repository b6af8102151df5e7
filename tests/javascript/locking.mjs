// {worker, calls: [[method, ...arguments], ...]} -> [value, or {code, sender}, ...] of one teller's phone, its worker as
// workers.mjs plays it.
import { drive } from "./driver.mjs";
import { play } from "./workers.mjs";
import { TellerWorker, tellingDeeds } from "../../static/js/telling.js";

await drive(async ({ worker, calls }) => {
  if (worker !== "none") globalThis.Worker = play(worker, tellingDeeds);
  const phone = new TellerWorker(() => {});
  const values = await Promise.all(calls.map(([method, ...given]) =>
    phone[method](...given).catch(({ code, sender }) => ({ code, sender }))));
  phone.stop();
  return values;
});
