// {base, lines} on stdin -> as many lines to the kiosk as there are phones, each as static/js/line.js keeps it. For each word
// on stdin then ("hear"), the milliseconds since 1970 at which each line had its next snapshot, as one line of JSON.
import { createInterface } from "node:readline";

const words = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { base, lines } = JSON.parse((await words.next()).value);
const { protocol, hostname, port, host } = new URL(base);
globalThis.location = { protocol, hostname, port, host };
globalThis.window = { addEventListener() {} };
globalThis.document = { addEventListener() {}, getElementById: () => null };
const { openLine } = await import("../static/js/line.js");

let heard = [];
let told = () => {};

function snapshot(phone) {
  heard[phone] ??= Date.now();
  if (Object.keys(heard).length === lines) told();
}

const all = () => new Promise((resolve) => { told = resolve; });

for (let phone = 0; phone < lines; phone++) openLine({ snapshot: () => snapshot(phone) });
await all();
console.log("all are here");
for await (const _ of words) {
  heard = [];
  await all();
  console.log(JSON.stringify(heard));
}
process.exit();
