// {election, credential, votes, rounds} on stdin -> milliseconds of each round of prepare, seal and textbook sealing,
// and the last ballot of each way for the caller to verify.
import { readFileSync } from "node:fs";
import { prepare, seal } from "../static/js/protocol/ballot.js";
import { publicPart, secretExponent } from "../static/js/protocol/credential.js";
import { read } from "../static/js/protocol/election.js";
import { compact, hashToScalar, shaB64 } from "../static/js/protocol/encoding.js";
import {
  encode, generator, minus, plus, power, product, randomScalar, sum, times,
} from "../static/js/protocol/group.js";
import { proveSchnorr } from "../static/js/protocol/proofs.js";

// Sealing as the protocol's text has it: everything after the voter's tap, each power on its own.
function textbook(election, credential, votes) {
  const own = publicPart(election.uuid, credential);
  const s0 = `${election.fingerprint}|${own}`;
  const answers = election.questions.map((question, i) => textbookAnswer(election.key, question, s0, votes[i]));
  const unsigned = { election_uuid: election.uuid, election_hash: election.fingerprint, credential: own, answers };
  const hash = shaB64(compact(unsigned));
  const proof = proveSchnorr(`sig|${hash}|`, secretExponent(election.uuid, credential));
  return compact({ ...unsigned, signature: { hash, proof } });
}

function textbookAnswer(y, question, s0, vote) {
  const choices = vote.map((content) => {
    const r = randomScalar();
    return { r, content, alpha: power(generator, r), beta: power(y, r).add(power(generator, BigInt(content))) };
  });
  const texts = choices.map(({ alpha, beta }) => `${encode(alpha)},${encode(beta)}`);
  const s = `${s0}|${texts.join(",")}`;
  const [blank, marks] = [choices[0], choices.slice(1)];
  const all = {
    r: sum(marks.map(({ r }) => r)), content: marks.reduce((total, { content }) => total + content, 0),
    alpha: product(marks.map(({ alpha }) => alpha)), beta: product(marks.map(({ beta }) => beta)),
  };
  const numbers = Array.from({ length: question.maximum - question.minimum + 1 }, (_, i) => question.minimum + i);
  return {
    choices: choices.map(({ alpha, beta }) => ({ alpha: encode(alpha), beta: encode(beta) })),
    individual_proofs: choices.map((one, i) => disjunction(y, `prove|${s0}|${texts[i]}|`, [[one, 0], [one, 1]])),
    overall_proof: disjunction(y, `bproof1|${s}|`, [[blank, 1], ...numbers.map((number) => [all, number])]),
    blank_proof: disjunction(y, `bproof0|${s}|`, [[blank, 0], [all, 0]]),
  };
}

function disjunction(y, prefix, statements) {
  const truth = statements.findIndex(([{ content }, claimed]) => content === claimed);
  const w = randomScalar();
  const proofs = statements.map(() => [randomScalar(), randomScalar()]);
  const commitments = statements.flatMap(([{ alpha, beta }, claimed], j) => {
    if (j === truth) return [power(generator, w), power(y, w)];
    const [challenge, response] = proofs[j];
    const claim = beta.subtract(power(generator, BigInt(claimed)));
    return [power(generator, response).add(power(alpha, challenge)), power(y, response).add(power(claim, challenge))];
  });
  const others = sum(proofs.map(([challenge], j) => (j === truth ? 0n : challenge)));
  const challenge = minus(hashToScalar(prefix, commitments.map(encode)), others);
  proofs[truth] = [challenge, plus(w, minus(0n, times(statements[truth][0].r, challenge)))];
  return proofs.map(([c, response]) => ({ challenge: String(c), response: String(response) }));
}

function timed(deed) {
  const start = performance.now();
  const value = deed();
  return [performance.now() - start, value];
}

const { election: raw, credential, votes, rounds } = JSON.parse(readFileSync(0, "utf8"));
const election = read(raw);
const figures = { prepare: [], seal: [], textbook: [], ballots: [] };
for (let round = 0; round < rounds; round++) {
  const [preparing, prepared] = timed(() => prepare(election));
  const [sealing, { ballot }] = timed(() => seal(prepared, election, credential, votes));
  const [whole, naive] = timed(() => textbook(election, credential, votes));
  figures.prepare.push(preparing);
  figures.seal.push(sealing);
  figures.textbook.push(whole);
  figures.ballots = [ballot, naive];
}
process.stdout.write(JSON.stringify(figures));
