// {election, slips: [[credential, marks], ...]} -> [{ballot, tracker}, ...], each from a preparation of its own.
import { drive } from "./driver.mjs";
import { marksToVote, prepare, seal } from "../../static/js/protocol/ballot.js";
import { read } from "../../static/js/protocol/election.js";

await drive(({ election: raw, slips }) => {
  const election = read(raw);
  return slips.map(([credential, marks]) => {
    const votes = election.questions.map((question, i) => marksToVote(question, marks[i]));
    return seal(prepare(election), election, credential, votes);
  });
});
