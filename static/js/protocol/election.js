// election.json: what is voted on, and the key that ballots are sealed to (protocol.md 5).
import { base58Random, bytesOf, isObject, readJson, shaB64 } from "./encoding.js";
import { Broken } from "./errors.js";
import { NAME, decode } from "./group.js";

const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,}$/;
const UUID_LENGTH = 14;
const FIELDS = ["version", "description", "name", "group", "public_key", "questions", "uuid"];
const MORE_FIELDS = ["administrator", "credential_authority", "language"];
const QUESTION_FIELDS = ["answers", "max", "min", "question"];

/**
 * The election of its record's bytes as received (a Uint8Array, or a string that is encoded as UTF-8).
 * Frozen: {uuid, name, description, publicKey (element string), key (its point), questions, fingerprint}; a question is
 * {title, answers, minimum, maximum, blank}. Broken: "election-malformed", "election-version", "election-group",
 * "election-uuid", "election-questions", "element-invalid" (the key), "election-key" (a key that hides nothing).
 */
export function read(raw) {
  const bytes = bytesOf(raw);
  const fields = readJson(bytes, "election-malformed");
  checkFields(fields);
  const { uuid, name, description, public_key: publicKey, questions } = fields;
  const key = decode(publicKey);
  if (key.is0()) throw new Broken("election-key");
  return Object.freeze({
    uuid, name, description, publicKey, key,
    questions: Object.freeze(questions.map(readQuestion)),
    fingerprint: shaB64(bytes),
  });
}

/** The identifier of an election that is to come. */
export const newUuid = () => base58Random(UUID_LENGTH);

/** How many ciphertexts an answer to `question` has. */
export const width = (question) => question.answers.length + (question.blank ? 1 : 0);

/** Whether a vector of 0 and 1 (the blank vote first, where there is one) is a legal vote. */
export function allows(question, vote) {
  if (vote.length !== width(question) || !vote.every((mark) => mark === 0 || mark === 1)) return false;
  const marks = vote.slice(question.blank ? 1 : 0).filter((mark) => mark === 1).length;
  if (question.blank && vote[0] === 1) return marks === 0;
  return question.minimum <= marks && marks <= question.maximum;
}

const isText = (value) => typeof value === "string";

/** Whether an object has all of these fields, and of others only the `optional` ones; their order is free here. */
const hasAll = (value, required, optional) => isObject(value) && required.every((field) => field in value)
  && Object.keys(value).every((field) => required.includes(field) || optional.includes(field));

function checkFields(fields) {
  if (!hasAll(fields, FIELDS, MORE_FIELDS)) throw new Broken("election-malformed");
  if (fields.version !== 1) throw new Broken("election-version");
  if (fields.group !== NAME) throw new Broken("election-group");
  if (!isText(fields.uuid) || !UUID.test(fields.uuid)) throw new Broken("election-uuid");
  const texts = ["name", "description", ...MORE_FIELDS.filter((field) => field in fields)];
  if (!texts.every((field) => isText(fields[field]))) throw new Broken("election-malformed");
  if (!Array.isArray(fields.questions) || fields.questions.length === 0) throw new Broken("election-questions");
}

function readQuestion(fields) {
  if (!hasAll(fields, QUESTION_FIELDS, ["blank"])) throw new Broken("election-questions");
  const { answers, blank = false, min, max, question } = fields;
  const shaped = Array.isArray(answers) && [...answers, question].every(isText) && typeof blank === "boolean";
  if (!shaped || !isRange(min, max, answers.length)) throw new Broken("election-questions");
  return Object.freeze({ title: question, answers: Object.freeze(answers), minimum: min, maximum: max, blank });
}

const isRange = (min, max, most) =>
  Number.isInteger(min) && Number.isInteger(max) && min >= 0 && min <= max && max >= 1 && max <= most;
