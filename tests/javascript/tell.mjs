// {seeds, partial: [[election, seed, tally], ...], confirm: [[archive, public key], ...], share: [[seed, archive,
// only], ...]}, archives in base64 -> the same shape. One teller's phone does them all, in this order.
import { attempt, drive } from "./driver.mjs";
import { partialDecryption } from "../../static/js/protocol/tally.js";
import { makeSingle, privateKey } from "../../static/js/protocol/trustee.js";
import { TellerWorker } from "../../static/js/telling.js";

const bytes = (bel) => new Uint8Array(Buffer.from(bel, "base64"));

await drive(async ({ seeds = [], partial = [], confirm = [], share = [] }) => {
  const teller = new TellerWorker();
  return {
    seeds: seeds.map((seed) => ({ secret: privateKey(seed), key: makeSingle(privateKey(seed)) })),
    partial: await Promise.all(partial.map(([election, seed, tally]) =>
      attempt(() => partialDecryption(election, privateKey(seed), tally)))),
    confirm: await Promise.all(confirm.map(([bel, key]) => attempt(() => teller.confirm(bytes(bel), key)))),
    share: await Promise.all(share.map(([seed, bel, only]) => attempt(() => teller.share(seed, bytes(bel), only)))),
  };
});
