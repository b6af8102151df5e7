// {election, credential, ballots: [marks of each question, ...], idle} -> for each ballot {ms, cpu, bytes, short}: how long
// sealing took after it was prepared, by the clock and of the processor (ms both), how long the ballot is, and which of its
// numbers have fewer digits than most. The first `idle` warm up.
import { readFileSync } from "node:fs";
import { marksToVote, prepare, seal } from "../static/js/protocol/ballot.js";
import { read } from "../static/js/protocol/election.js";

const { election: raw, credential, ballots, idle } = JSON.parse(readFileSync(0, "utf8"));
const election = read(raw);

function measured(marks) {
  const prepared = prepare(election);
  const { user, system } = process.threadCpuUsage();
  const start = performance.now();
  const votes = election.questions.map((question, i) => marksToVote(question, marks[i]));
  const { ballot } = seal(prepared, election, credential, votes);
  const ms = performance.now() - start;
  const used = process.threadCpuUsage();
  const cpu = (used.user + used.system - user - system) / 1000;
  return { ms, cpu, bytes: ballot.length, short: [...ballot.matchAll(/"(\d+)"/g)].map(([, digits]) => digits.length < 76) };
}

for (let i = 0; i < idle; i++) measured(ballots[i % ballots.length]);
process.stdout.write(JSON.stringify(ballots.map(measured)));
