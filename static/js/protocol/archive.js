// The form of a .bel file: an old-style tar without closing zero blocks, one record after the other (protocol.md 11).
// Every byte of a header follows from the record's name, its size and the archive's timestamp, so each is written again
// and compared. What the records say to each other is chain.js's concern.
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { hasFields, isHash, readCanonical, shaHex } from "./encoding.js";
import { Broken } from "./errors.js";

const BLOCK = 512;
const FIRST = "BELENIOS";
const SECONDS = /^(0|[1-9][0-9]{0,9})$/;
const SIZE = /^[0-7]{11}$/;
const KINDS = new Map([["data.json", "data"], ["event.json", "event"]]);
const MALFORMED = "archive-malformed";

/**
 * {timestamp, entries} of an archive's bytes (a Uint8Array); an entry is {kind: "data" | "event", hash, body}, its hash
 * checked, its body a view of `raw`. Broken "archive-malformed" or "archive-hash".
 */
export function read(raw) {
  const records = [...split(raw)];
  if (records[0]?.name !== FIRST) throw new Broken(MALFORMED);
  const timestamp = readTimestamp(records[0].body);
  const entries = records.slice(1).map(readEntry);
  if (!records.every((record) => isWrittenSo(record, timestamp))) throw new Broken(MALFORMED);
  return { timestamp, entries };
}

// Trusts a header only as far as needed to find the records; `read` compares the rest.
function* split(raw) {
  let at = 0;
  while (at < raw.length) {
    const block = raw.subarray(at, at + BLOCK);
    const size = latin(block.subarray(124, 135));
    const start = at + BLOCK;
    if (!SIZE.test(size) || start + parseInt(size, 8) > raw.length) throw new Broken(MALFORMED);
    const end = start + parseInt(size, 8);
    at = end + ((BLOCK - (end % BLOCK)) % BLOCK);
    const name = latin(block.subarray(0, 100)).replace(/\0+$/, "");
    yield { name, block, body: raw.subarray(start, end), padding: raw.subarray(end, at), missing: at - raw.length };
  }
}

function readTimestamp(body) {
  const value = readCanonical(body, MALFORMED);
  const known = hasFields(value, ["version", "timestamp"]) && value.version === 1;
  if (!known || typeof value.timestamp !== "string" || !SECONDS.test(value.timestamp)) throw new Broken(MALFORMED);
  return Number(value.timestamp);
}

function readEntry({ name, body }) {
  const dot = name.indexOf(".");
  const hash = name.slice(0, dot);
  const kind = KINDS.get(name.slice(dot + 1));
  if (dot < 0 || !kind || !isHash(hash)) throw new Broken(MALFORMED);
  if (shaHex(body) !== hash) throw new Broken("archive-hash");
  return { kind, hash, body };
}

function isWrittenSo({ name, block, body, padding, missing }, timestamp) {
  const expected = header(name, body.length, timestamp);
  return missing <= 0 && padding.every((byte) => byte === 0) && expected.every((byte, i) => byte === block[i]);
}

function header(name, size, timestamp) {
  const block = new Uint8Array(BLOCK);
  const put = (at, text) => block.set(utf8ToBytes(text), at);
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(124, octal(size, 11));
  put(136, octal(timestamp, 11));
  put(148, " ".repeat(8));
  put(156, "0");
  put(148, `${octal(block.reduce((sum, byte) => sum + byte, 0), 6)}\0 `);
  return block;
}

const octal = (number, width) => number.toString(8).padStart(width, "0");

const latin = (bytes) => String.fromCharCode(...bytes);
