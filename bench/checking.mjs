// {bel in base64} on stdin -> milliseconds of the processor for a browser's audit of the box: for each ballot in turn (the
// first one cold, with the tables to be made), for everything, and for a second look, which remembers what was verified.
import { readFileSync } from "node:fs";
import { auditing } from "../static/js/protocol/audit.js";
import { read } from "../static/js/protocol/board.js";
import { atOnce } from "../static/js/protocol/steps.js";

const { bel } = JSON.parse(readFileSync(0, "utf8"));
const bytes = new Uint8Array(Buffer.from(bel, "base64"));
const known = new Map();

/** Of all threads, the compiler's and the collector's too. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function look() {
  const marks = [];
  const start = spent();
  atOnce(auditing(read(bytes), known), () => marks.push(spent()));
  const all = spent() - start;
  return { all, ballots: marks.slice(1).map((mark, i) => mark - marks[i]) };
}

const first = look();
process.stdout.write(JSON.stringify({ ...first, again: look().all }));
