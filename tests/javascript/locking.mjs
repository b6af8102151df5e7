// {worker, calls: [[method, ...arguments], ...]} -> [value, or {code, sender}, ...] of one teller's phone, its worker as
// workers.mjs plays it; "checkSet" is what the page does with a finished set.
import { drive } from "./driver.mjs";
import { play } from "./workers.mjs";
import { checkSet } from "../../static/js/locks/ceremony.js";
import { TellerWorker, tellingDeeds } from "../../static/js/telling.js";

await drive(async ({ worker, calls }) => {
  if (worker !== "none") globalThis.Worker = play(worker, tellingDeeds);
  const phone = new TellerWorker(() => {}, "teller-worker.js");
  const deedOf = (method) => (method === "checkSet" ? checkSet.bind(null, phone) : phone[method].bind(phone));
  const values = await Promise.all(calls.map(([method, ...given]) =>
    deedOf(method)(...given).catch(({ code, sender }) => ({ code, sender }))));
  phone.stop();
  return values;
});
