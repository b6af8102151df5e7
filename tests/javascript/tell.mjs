// {seeds, partial: [[election, seed, tally], ...], confirm: [[archive, verification key, code], ...], share: [[seed,
// archive, only, private key message], ...]}, archives in base64, the last of each may be missing -> the same shape. One
// teller's phone does them all, in this order.
import { attempt, drive } from "./driver.mjs";
import { partialDecryption } from "../../static/js/protocol/tally.js";
import { makeSingle, privateKey } from "../../static/js/protocol/trustee.js";
import { TellerWorker } from "../../static/js/telling.js";

// What a refusal has under `code` is the code of the set of keys here.
const asked = ({ code: set, ...found }) => ({ ...found, set });
const bytes = (bel) => new Uint8Array(Buffer.from(bel, "base64"));

await drive(async ({ seeds = [], partial = [], confirm = [], share = [] }) => {
  const teller = new TellerWorker(undefined, "teller-worker.js");
  return {
    seeds: seeds.map((seed) => ({ secret: privateKey(seed), key: makeSingle(privateKey(seed)) })),
    partial: await Promise.all(partial.map(([election, seed, tally]) =>
      attempt(() => partialDecryption(election, privateKey(seed), tally)))),
    confirm: await Promise.all(confirm.map(([bel, key, code]) =>
      attempt(async () => asked(await teller.confirm(bytes(bel), key, code))))),
    share: await Promise.all(share.map(([seed, bel, only, message = null]) =>
      attempt(() => teller.share(seed, message, bytes(bel), only)))),
  };
});
