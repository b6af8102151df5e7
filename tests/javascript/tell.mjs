// {seeds, partial: [[election, seed, tally], ...], share: [[seed, election, trustees, tally], ...]} -> the same shape.
import { attempt, drive } from "./driver.mjs";
import { partialDecryption } from "../../static/js/protocol/tally.js";
import { makeSingle, privateKey } from "../../static/js/protocol/trustee.js";
import { TellerWorker } from "../../static/js/telling.js";

await drive(async ({ seeds = [], partial = [], share = [] }) => {
  const teller = new TellerWorker();
  return {
    seeds: seeds.map((seed) => ({ secret: privateKey(seed), key: makeSingle(privateKey(seed)) })),
    partial: await Promise.all(partial.map(([election, seed, tally]) =>
      attempt(() => partialDecryption(election, privateKey(seed), tally)))),
    share: await Promise.all(share.map((given) => attempt(() => teller.share(...given)))),
  };
});
