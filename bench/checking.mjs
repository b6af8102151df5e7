// {bel in base64} on stdin -> milliseconds of a teller's phone's audit of the box: of each ballot in turn (the first one
// cold, with the tables to be made), of everything, and of a second look, which remembers the ballots.
import { readFileSync } from "node:fs";
import { auditing } from "../static/js/protocol/audit.js";
import { read } from "../static/js/protocol/board.js";
import { atOnce } from "../static/js/protocol/steps.js";

const { bel } = JSON.parse(readFileSync(0, "utf8"));
const bytes = new Uint8Array(Buffer.from(bel, "base64"));
const known = new Map();

function look() {
  const marks = [];
  const start = performance.now();
  atOnce(auditing(read(bytes), known), () => marks.push(performance.now()));
  const all = performance.now() - start;
  return { all, ballots: marks.slice(1).map((mark, i) => mark - marks[i]) };
}

const first = look();
process.stdout.write(JSON.stringify({ ...first, again: look().all }));
