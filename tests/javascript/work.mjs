// {election, credential, ballots: [marks of each question, ...]} -> for each, how often sealing it asks the points that were
// prepared for what: {add: 25, negate: 20, toBytes: 25}. noble's own points let nobody count, so they stand in for them.
// What is cheaper than the same of other points is counted apart: adding nothing, and writing down what needs no division.
import { ed25519 } from "@noble/curves/ed25519.js";
import { drive } from "./driver.mjs";
import { marksToVote, prepare, seal } from "../../static/js/protocol/ballot.js";
import { read } from "../../static/js/protocol/election.js";

let counts = {};
const count = (name) => { counts[name] = (counts[name] ?? 0) + 1; };

class Counting {
  constructor(point) { this.point = point; }
  add(other) {
    const added = other.point ?? other;
    count(added.is0() || this.point.is0() ? "add nothing" : "add");
    return new Counting(this.point.add(added));
  }
  negate() {
    count("negate");
    return new Counting(this.point.negate());
  }
  toBytes() {
    count(this.point.Z === 1n ? "toBytes at once" : "toBytes");
    return this.point.toBytes();
  }
}

function counting(value) {
  if (value instanceof ed25519.Point) return new Counting(value);
  if (Array.isArray(value)) return value.map(counting);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, counting(part)]));
}

await drive(({ election: raw, credential, ballots }) => {
  const election = read(raw);
  return ballots.map((marks) => {
    const votes = election.questions.map((question, i) => marksToVote(question, marks[i]));
    const prepared = prepare(election);
    prepared.answers = counting(prepared.answers);
    counts = {};
    seal(prepared, election, credential, votes);
    return counts;
  });
});
