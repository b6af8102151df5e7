// The sealed answer to one question: its ciphertexts and the proofs that they hold a legal vote (protocol.md 7.2, 7.3).
// preparing() does all that depends on no vote; seal() chooses among what was prepared, adds and hashes. Each choice is
// shown to be 0 or 1, and all together an allowed number or, where there is a blank vote, that instead. reading() and
// checking() are for the answers of others.
import { width } from "./election.js";
import { hasFields, isList } from "./encoding.js";
import { Broken } from "./errors.js";
import { encode, generator, power, product, smallPowers, sum } from "./group.js";
import { disjunctionHolds, prepareDisjunction, proveDisjunction, readProof } from "./proofs.js";
import { PublicPoint } from "./publicpoint.js";

/**
 * A generator that returns the preparation of one answer, to be used once; `bases` as proofs.encryptionBases,
 * `randomness` gives the exponent of each ciphertext by its number, to be used once as well.
 */
export function* preparing(bases, question, randomness) {
  const choices = [];
  for (let i = 0; i < width(question); i++) {
    choices.push(prepareChoice(bases, randomness(i)));
    yield;
  }
  const marks = addUp(question.blank ? choices.slice(1) : choices);
  if (!question.blank) marks.betas = allBetas(marks.mask, question.maximum);
  const blank = question.blank ? [choices[0].r] : [];
  const overall = prepareDisjunction(bases, [...blank, ...allowed(question).map(() => marks.r)], question.maximum);
  yield;
  const either = question.blank ? prepareDisjunction(bases, [...blank, marks.r], question.maximum) : null;
  return { choices, marks, overall, either };
}

/** The answer record of a legal vote (election.allows), in the format's field order; `s0` is fingerprint|credential. */
export function seal(question, prepared, s0, vote) {
  const choices = prepared.choices.map(({ alpha, betas }, i) => ({ alpha, beta: betas[vote[i]] }));
  const texts = choices.map(({ alpha, beta }) => `${alpha},${beta}`);
  const individual = prepared.choices.map(({ proof }, i) =>
    proveDisjunction(`prove|${s0}|${texts[i]}|`, proof, [vote[i], vote[i] - 1]));
  const together = sealTogether(question, prepared, `${s0}|${texts.join(",")}`, vote);
  return { choices, individual_proofs: individual, ...together };
}

/**
 * A generator that returns {choices: [{alpha, beta, text}, ...], individual, overall, either}: PublicPoints that are in
 * the group, their strings, and the proofs' numbers, in range; whether the proofs hold is for checking(). Broken
 * "ballot-shape", "blank-proof-missing", "element-invalid", "scalar-invalid".
 */
export function* reading(question, record) {
  checkShape(question, record);
  const choices = [];
  for (const { alpha, beta } of record.choices) {
    choices.push({ alpha: PublicPoint.decode(alpha), beta: PublicPoint.decode(beta), text: `${alpha},${beta}` });
    yield;
  }
  const { individual_proofs: individual, overall_proof: overall, blank_proof: either = [] } = record;
  return { choices, individual: individual.map(readProofs), overall: readProofs(overall), either: readProofs(either) };
}

/**
 * A generator that makes sure of all proofs of an answer (as reading() returns it); `bases` as proofs.encryptionBases,
 * `s0` as for seal(). Broken "individual-proof", "blank-proof", "overall-proof".
 */
export function* checking(question, bases, s0, { choices, individual, overall, either }) {
  for (const [i, choice] of choices.entries()) {
    const claims = [claim(choice, 0), claim(choice, 1)];
    yield* demand("individual-proof", bases, `prove|${s0}|${choice.text}|`, claims, individual[i]);
  }
  const s = `${s0}|${choices.map(({ text }) => text).join(",")}`;
  const marks = together(question.blank ? choices.slice(1) : choices);
  const numbers = allowed(question).map((number) => claim(marks, number));
  if (!question.blank) return yield* demand("overall-proof", bases, `prove|${s}|${marks.text}|`, numbers, overall);
  const [blank] = choices;
  yield* demand("blank-proof", bases, `bproof0|${s}|`, [claim(blank, 0), claim(marks, 0)], either);
  return yield* demand("overall-proof", bases, `bproof1|${s}|`, [claim(blank, 1), ...numbers], overall);
}

const claim = ({ alpha, beta }, content) => ({ alpha, beta, content });

function* demand(code, ...disjunction) {
  if (!(yield* disjunctionHolds(...disjunction))) throw new Broken(code);
}

function together(choices) {
  const [alpha, beta] = ["alpha", "beta"].map((part) => product(choices.map((choice) => choice[part].point)));
  return { alpha: new PublicPoint(alpha), beta: new PublicPoint(beta), text: `${encode(alpha)},${encode(beta)}` };
}

const readProofs = (records) => records.map((record) => readProof(record, "ballot-shape"));

function checkShape(question, record) {
  const fields = ["choices", "individual_proofs", "overall_proof"];
  if (!hasFields(record, fields, question.blank ? ["blank_proof"] : [])) throw new Broken("ballot-shape");
  if (question.blank && !("blank_proof" in record)) throw new Broken("blank-proof-missing");
  const { choices, individual_proofs: individual, overall_proof: overall, blank_proof: either } = record;
  const alternatives = allowed(question).length + (question.blank ? 1 : 0);
  const right = isList(choices, width(question)) && choices.every((choice) => hasFields(choice, ["alpha", "beta"]))
    && isList(individual, width(question)) && individual.every((proofs) => isList(proofs, 2))
    && isList(overall, alternatives) && (!question.blank || isList(either, 2));
  if (!right) throw new Broken("ballot-shape");
}

function sealTogether(question, { marks, overall, either }, s, vote) {
  const [blank, count] = question.blank ? [vote[0], ones(vote.slice(1))] : [0, ones(vote)];
  const distances = allowed(question).map((number) => count - number);
  if (!question.blank) {
    const summed = `${marks.alpha},${marks.betas[count]}`;
    return { overall_proof: proveDisjunction(`prove|${s}|${summed}|`, overall, distances) };
  }
  return {
    overall_proof: proveDisjunction(`bproof1|${s}|`, overall, [blank - 1, ...distances]),
    blank_proof: proveDisjunction(`bproof0|${s}|`, either, [blank, count]),
  };
}

function prepareChoice(bases, r) {
  const point = power(bases.g, r);
  const mask = power(bases.y, r);
  const proof = prepareDisjunction(bases, [r, r], 1);
  return { r, point, alpha: encode(point), mask, betas: allBetas(mask, 1), proof };
}

// What would be sealed for every content from 0 to `most`, all of it before the vote is known: a point to which nothing was
// added is written down faster than another, and so would tell how many marks there are.
const allBetas = (mask, most) => smallPowers(generator, most).map((content) => encode(mask.add(content)));

const addUp = (choices) => ({
  r: sum(choices.map(({ r }) => r)),
  alpha: encode(product(choices.map(({ point }) => point))),
  mask: product(choices.map(({ mask }) => mask)),
});

const ones = (vote) => vote.filter((mark) => mark === 1).length;

/** The numbers of marks that a vote which is not blank may have. */
const allowed = ({ minimum, maximum }) => Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i);
