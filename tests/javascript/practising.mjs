// [{contests, voters, tied, seed}, ...] -> for each the ballots that pretended people cast, drawn by a seeded generator
import { drawVotes } from "../../static/js/practice/votes.js";
import { drive } from "./driver.mjs";

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

await drive((asked) => asked.map(({ contests, voters, tied, seed }) => drawVotes(contests, voters, tied, seeded(seed))));
