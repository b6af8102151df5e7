// meeting.json: its format, and how it is read, as ballots/record/shape.py.
import { hasFields, isObject } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";
import { readJson } from "./json.js";

export const MEETING = "meeting.json";
const FORMAT = "hom-phieu/meeting";
const VERSION = 3;
const MALFORMED = "meeting-malformed";

const LARGEST = 10 ** 12;
const MOST_ROUNDS = 40;
const MOST_HAND_VOTES = 1000;

/** A value of this shape, or null where there is none. */
class Maybe {
  constructor(shape) {
    this.maybe = shape;
  }
}

const str = "string";
const int = "integer";
const bool = "boolean";
const maybe = (shape) => new Maybe(shape);

const PERSON = { name: str, office: str };
const ASSESSMENT = {
  self_score: maybe(int), score: maybe(int), maximum: maybe(int), note: str,
  standard: maybe(bool), organisation: maybe(bool), registered: maybe(bool), covenant: maybe(bool),
  excluded: str, deferred: str, led: [int], deputised: [int],
};
const HANDS = { favour: int, against: int, abstain: int, present: int };
const MAJORITY = { part: int, whole: int, strict: bool, base: str };
const COUNT = { valid: int, invalid: int, invalid_reasons: str, blank: int, votes: [int] };
const CONTEST = {
  title: str, seats: int, kind: str, of: int, nominees: [str],
  majority: maybe(MAJORITY), count: maybe(COUNT),
};
const ROUND = {
  number: int, mode: str, runoff: bool, voided: str, opened: str, closed: str, counted: str,
  election: maybe({ uuid: str, fingerprint: str, head: str }),
  issued: int, returned: int, mark: str, present: [int],
  shares: [int], late: [int], refused: [int], audited: [str], contests: [CONTEST],
};
const PLACE = {
  name: str, parent: str, score: maybe(int), maximum: maybe(int), votes: [maybe(int)],
  rank: int, elected: bool, tied: bool, decided_by: str,
};
export const SHAPE = {
  format: str, version: int, software: str,
  kiosk: { fingerprint: str },
  meeting: { title: str, cluster: str, year: int, place: str, rehearsal: bool },
  papers: {
    superior: str, issuer: str, locality: str, numbers: { count: str, vote: str, report: str },
    legal_basis: [str], recipients: [str], addressee: str, chair: PERSON, secretary: PERSON,
    signature_title: str, deadline: str,
  },
  rules: { tie: str, threshold: int },
  roster: [{
    id: int, name: str, leader: str, office: str, kind: str, parent: str, present: bool, assessment: ASSESSMENT,
  }],
  eligibility: [{
    unit: int, verdict: str, objections: [{ code: str, clause: str, sentence: str }], exception: bool,
  }],
  tellers: [{ number: int, name: str, unit: str, public_key: str, code: str }],
  committee: { threshold: int, code: str },
  hand_votes: [{
    subject: str, about: str, ...HANDS, carried: bool, withdrawn: bool, reason: str, at: str,
  }],
  rounds: [ROUND],
  outcome: [{ title: str, kind: str, seats: int, open_seats: int, undecided: str, nominees: [PLACE] }],
  officers: { leader: str, deputy: str },
  adoption: maybe({ ...HANDS, at: str, flags: [{ unit: str, contest: str, flag: str }] }),
  deeds: [{ deed: str, at: str, reason: str }],
};

/** meeting.json's value, every field of SHAPE there and of its kind; Broken "meeting-malformed". */
export function readDocument(raw) {
  const document = readJson(raw, MALFORMED);
  const ours = isObject(document) && document.format === FORMAT && document.version === VERSION;
  if (!ours || !fits(document, SHAPE) || !isJoined(document)) throw new Broken(MALFORMED);
  return document;
}

/** Exactly the fields of `shape`, in its order, each of exactly its kind. */
function fits(value, shape) {
  if (shape instanceof Maybe) return value === null || fits(value, shape.maybe);
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((item) => fits(item, shape[0]));
  if (shape === int) return Number.isInteger(value) && Math.abs(value) < LARGEST;
  if (typeof shape === "string") return typeof value === shape;
  const fields = Object.keys(shape);
  return hasFields(value, fields) && fields.every((field) => fits(value[field], shape[field]));
}

/** Rounds numbered from 1, in secret or by hand, a total for each nominee; and not too many for an honest meeting. */
function isJoined({ rounds, hand_votes: handVotes }) {
  if (rounds.length > MOST_ROUNDS || handVotes.length > MOST_HAND_VOTES) return false;
  return rounds.every(({ number, mode, contests }, place) =>
    number === place + 1 && ["secret", "hand"].includes(mode) && contests.every(isWhole));
}

const isWhole = ({ count, nominees }) => count === null || count.votes.length === nominees.length;
