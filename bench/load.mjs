// {base, sockets, ballots, seconds} on stdin: as many pages that watch; once all have their snapshot, "watching" on stdout. For the
// next word on stdin every ballot is cast, each over a connection of its own, all at once or spread evenly over so many seconds.
// When all are answered and told: {begun, ended, receipts: [[sent, answered, status], ...], told: [[when, returned], ...], counts,
// processor} as one line; milliseconds since 1970, counts: messages that each page heard, processor: seconds that all this took.
import { createInterface } from "node:readline";
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import WebSocket from "ws";

const words = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { base, sockets, ballots, seconds } = JSON.parse((await words.next()).value);
const now = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const [OPEN, PING, PONG, HELLO] = ["0", "2", "3", "40"];
const SAID = "42";

const counts = new Array(sockets).fill(0);
const told = [];

/** A page that watches; the first is the projector, which reads what it hears. */
function watch(page) {
  const line = new WebSocket(`${base.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    line.on("error", reject);
    line.on("message", (data) => {
      const text = data.toString();
      if (text === PING) return line.send(PONG);
      if (text.startsWith(OPEN)) return line.send(HELLO);
      if (!text.startsWith(SAID)) return null;
      if (text.startsWith(`${SAID}["snapshot"`)) return resolve();
      counts[page]++;
      const box = page === 0 && JSON.parse(text.slice(SAID.length))[1].changed.box;
      if (box) told.push([now(), box.returned]);
    });
  });
}

function cast(ballot) {
  const sent = now();
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const posted = request(`${base}/booth/ballot`, { method: "POST", agent }, (answer) => {
      answer.resume().on("end", () => resolve([sent, now(), answer.statusCode]));
    });
    posted.on("error", reject).end(ballot);
  });
}

for (let page = 0; page < sockets; page += 50) {
  await Promise.all(counts.slice(page, page + 50).map((_, place) => watch(page + place)));
}
console.log("watching");
await words.next();
const used = process.cpuUsage();
const begun = now();
const receipts = await Promise.all(ballots.map(async (ballot, place) => {
  await pause((place * seconds * 1000) / ballots.length);
  return cast(ballot);
}));
const ended = now();
while (told.at(-1)?.[1] !== ballots.length && now() < ended + 10_000) await pause(20);
const { user, system } = process.cpuUsage(used);
console.log(JSON.stringify({ begun, ended, receipts, told, counts, processor: (user + system) / 1e6 }));
process.exit();
