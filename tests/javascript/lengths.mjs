// {election, credential, seed, ballots: [marks of each question, ...]} -> [{bytes, scalars}, ...]: how long each sealed
// ballot is, and each number in it, in their order. All chance comes from the seed, so the same work has the same answer.
import { createHash } from "node:crypto";
import { drive } from "./driver.mjs";
import { marksToVote, prepare, seal } from "../../static/js/protocol/ballot.js";
import { read } from "../../static/js/protocol/election.js";

function seeded(seed) {
  let block = 0;
  return (array) => {
    for (let at = 0; at < array.length; at += 64)
      array.set(createHash("sha512").update(`${seed} ${block++}`).digest().subarray(0, array.length - at), at);
    return array;
  };
}

await drive(({ election: raw, credential, seed, ballots }) => {
  Object.defineProperty(globalThis.crypto, "getRandomValues", { value: seeded(seed) });
  const election = read(raw);
  return ballots.map((marks) => {
    const votes = election.questions.map((question, i) => marksToVote(question, marks[i]));
    const { ballot } = seal(prepare(election), election, credential, votes);
    return { bytes: ballot.length, scalars: [...ballot.matchAll(/"(\d+)"/g)].map(([, digits]) => digits.length) };
  });
});
