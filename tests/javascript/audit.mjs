// [archive in base64, ...] -> what a teller's phone finds in each: {uuid, ballots, head, tally, ms}, or {code}.
import { attempt, drive } from "./driver.mjs";
import { auditing } from "../../static/js/protocol/audit.js";
import { read } from "../../static/js/protocol/board.js";
import { atOnce } from "../../static/js/protocol/steps.js";

await drive((archives) => Promise.all(archives.map((bel) => attempt(() => {
  const start = performance.now();
  const board = read(new Uint8Array(Buffer.from(bel, "base64")));
  const found = atOnce(auditing(board));
  return { uuid: board.uuid, ...found, ms: performance.now() - start };
}))));
