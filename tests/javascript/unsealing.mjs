// {checks: [[election, ballot, opening as text], ...], randomness: [[seed in hex, fingerprint, question, choice], ...],
// written: [opening as text, ...]} -> the marks of each check or {code}, the exponents, the texts written again.
import { attempt, drive } from "./driver.mjs";
import { checkOpening, readOpening, writeOpening } from "../../static/js/protocol/opening.js";
import { randomnessOf } from "../../static/js/protocol/randomness.js";
import { atOnce } from "../../static/js/protocol/steps.js";

const checked = ([election, ballot, text]) => atOnce(checkOpening(election, ballot, readOpening(text)));

await drive(async ({ checks = [], randomness = [], written = [] }) => ({
  checks: await Promise.all(checks.map((one) => attempt(() => checked(one)))),
  randomness: randomness.map(([seed, fingerprint, question, choice]) =>
    randomnessOf(Buffer.from(seed, "hex"), fingerprint)(question, choice)),
  written: await Promise.all(written.map((text) => attempt(() => writeOpening(readOpening(text))))),
}));
