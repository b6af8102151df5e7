// [pauses between the parts of an answer, in seconds, ...] -> how many bytes of each came, or {code}. A second lasts 40 ms
// here.
import { createServer } from "node:http";
import { attempt, drive } from "./driver.mjs";
import { getBytes } from "../../static/js/http.js";

const SECOND_MS = 40;
const later = globalThis.setTimeout;
const pause = (seconds) => new Promise((resolve) => { later(resolve, seconds * SECOND_MS); });
const PATIENCE_MS = 20_000; // Every other timer here is Node's own.
globalThis.setTimeout = (deed, ms, ...given) =>
  later(deed, ms === PATIENCE_MS ? (ms / 1000) * SECOND_MS : ms, ...given);

async function answer({ url }, response) {
  for (const seconds of JSON.parse(decodeURIComponent(url.slice(1)))) {
    response.write("x".repeat(1000));
    await pause(seconds);
  }
  response.end();
}

await drive(async (cases) => {
  const server = createServer(answer);
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const address = `http://127.0.0.1:${server.address().port}`;
  const told = await Promise.all(cases.map((pauses) =>
    attempt(async () => (await getBytes(`${address}/${encodeURIComponent(JSON.stringify(pauses))}`)).length)));
  server.closeAllConnections();
  server.close();
  return told;
});
