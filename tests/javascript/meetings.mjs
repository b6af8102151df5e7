// {records: [{document, results (both in base64), boxes}], cases: [{record, raw (base64)} | {record, path, value}]} -> for
// each case the codes of everything that static/js/record finds wrong in that meeting.json, or one that is like it but
// for the value at `path`; the audits of the boxes are given. Instead of cases, `tables`: what the checks are made of;
// `texts`: [text, limit] cleaned, and as a name; `contests`: each with its rounds, and what it comes to; `lists`: the
// contests of a meeting with their rounds, and the run-off that is due; `documents`: the text of each one's results.csv.
import { drive } from "./driver.mjs";
import * as rules from "../../static/js/record/rules.js";
import { writeJson } from "../../static/js/record/json.js";
import { outcomeOf } from "../../static/js/record/outcome.js";
import { makeResults } from "../../static/js/record/results.js";
import { runoffContests, settle } from "../../static/js/record/round.js";
import { SHAPE } from "../../static/js/record/shape.js";
import { ASKING, DEEDS } from "../../static/js/record/sequence.js";
import { clean, sameName } from "../../static/js/record/text.js";

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));

function readRecord({ document, results, boxes }) {
  for (const { trustees } of Object.values(boxes)) trustees.raw = bytes(trustees.raw);
  return { document: Buffer.from(document, "base64").toString(), results: bytes(results), boxes };
}

function changed(text, path, value) {
  const document = JSON.parse(text);
  const place = path.slice(0, -1).reduce((part, step) => part[step], document);
  place[path[path.length - 1]] = value;
  return new TextEncoder().encode(writeJson(document));
}

function codesOf({ results, boxes }, raw) {
  const codes = [];
  const document = attempt(codes, () => rules.readDocument(raw));
  const meeting = document && attempt(codes, () => rules.restore(document));
  for (const check of rules.boxChecks) for (const one of opened(document, boxes)) codes.push(...told(check, one));
  for (const check of rules.meetingChecks) codes.push(...told(check, { document, meeting, results }));
  return codes;
}

function attempt(codes, deed) {
  try {
    return deed();
  } catch (error) {
    if (!error.code) throw error;
    codes.push(error.code);
    return null;
  }
}

const opened = (document, boxes) => (document?.rounds ?? []).filter(({ election }) => election).map((stated) => {
  const box = `${stated.election.uuid}.bel`;
  const audit = boxes[box] ?? null;
  const { election = null, trustees = null, result = null } = audit ?? {};
  return { number: stated.number, box, audit, stated, document, election, trustees, result };
});

const told = ({ needs, run }, found) =>
  (needs.every((need) => found[need] !== null) ? Array.from(run(found), ({ code }) => code) : []);

function decided({ contest, rounds, ...rules }) {
  const counted = rounds.map((one) => one && { contest: one.contest, votes: new Map(one.votes), bases: one.bases });
  return outcomeOf(contest, counted, { ...rules, scores: new Map(rules.scores) });
}

function due({ contests, rounds, ...rules }) {
  const counted = ({ contest, votes, bases }) => ({ contest, votes: new Map(votes), bases });
  const tallies = rounds.map((one) => new Map(one.map(([place, tally]) => [place, counted(tally)])));
  return runoffContests(contests, settle(contests, tallies, { ...rules, scores: new Map(rules.scores) }));
}

await drive(({ records, cases, tables, texts, contests, lists, documents }) => {
  if (documents) return documents.map((document) => Buffer.from(makeResults(document)).toString());
  if (lists) return lists.map(due);
  if (contests) return contests.map(decided);
  if (tables) return { shape: SHAPE, deeds: DEEDS, asking: ASKING, boxes: rules.boxChecks, meeting: rules.meetingChecks };
  if (texts) return texts.map(([text, limit]) => [attempt([], () => clean(text, limit)), attempt([], () => sameName(text))]);
  const read = records.map(readRecord);
  return cases.map(({ record, raw, path, value }) =>
    codesOf(read[record], raw ? bytes(raw) : changed(read[record].document, path, value)));
});
