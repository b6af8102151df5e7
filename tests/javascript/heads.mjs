// {boxes: {name: base64}, asked: [[name, kept], ...], typed: [[name, text], ...], seen: [[uuid, head, ballots], ...]} ->
// what each board says to the heads, and what a device has kept after all it saw.
import { drive } from "./driver.mjs";
import { read } from "../../static/js/protocol/board.js";
import { compare, keepHead, keptHeads, otherElections, placeOf, readHead } from "../../static/js/board/heads.js";

await drive(({ boxes, asked, typed, seen }) => {
  const boards = Object.fromEntries(Object.entries(boxes).map(([name, bel]) => [name, read(Buffer.from(bel, "base64"))]));
  const places = typed.map(([name, text]) => {
    const begins = readHead(text);
    return begins && (placeOf(boards[name], begins) ?? "no");
  });
  for (const one of seen) keepHead(...one);
  const kept = Object.fromEntries([...new Set(seen.map(([uuid]) => uuid))].map((uuid) => [uuid, keptHeads(uuid)]));
  return { said: asked.map(([name, heads]) => compare(boards[name], heads)), places, kept, others: otherElections(["a"]) };
});
