// The form of a record: a ZIP that has exactly one way of being written, and a signed list of sums. Reading is writing
// again and comparing. As ballots/record/packing.py.
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { isObject, shaHex } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";
import { readZip, writeZip } from "./zip.js";

export const MANIFEST = "manifest.json";
export const SIGNATURE = "manifest.sig";
export const PUBLIC_KEY = "kiosk-public-key.pem";
const FORMAT = "hom-phieu/record";
const VERSION = 1;
const MOST_FILES = 100;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/;

/**
 * The files of a record, a Map of bytes by name; sums and signature are not yet checked. Broken "record-damaged" (no
 * ZIP, cut off, or a file altered), "record-name" (strange, repeated or too many names), "record-not-canonical".
 */
export function openRecord(raw) {
  const entries = readZip(raw, MOST_FILES);
  checkEntries(entries, raw.length);
  const files = new Map(entries.map(({ name, content }) => [name, content()]));
  if (!isSame(writeZip(files), raw)) throw new Broken("record-not-canonical");
  return files;
}

function checkEntries(entries, most) {
  const names = new Set(entries.map(({ name }) => name));
  const isStrange = entries.length > MOST_FILES || names.size < entries.length || ![...names].every((n) => NAME.test(n));
  if (isStrange) throw new Broken("record-name");
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  const isStored = entries.every((entry) => entry.isStored && entry.packed === entry.size);
  if (size > most || !isStored) throw new Broken("record-not-canonical");
}

/** Whether two arrays of bytes are the same. */
export const isSame = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

/** The bytes of manifest.json for a Map of sums (hex) by name, in the order of the names whatever they are. */
export function writeManifest(sums) {
  const listed = [...sums.keys()].sort().map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(sums.get(name))}`);
  const files = listed.length ? `{\n${listed.join(",\n")}\n }` : "{}";
  return utf8ToBytes(`{\n "format": "${FORMAT}",\n "version": ${VERSION},\n "files": ${files}\n}\n`);
}

/** The sums that a manifest.json lists, by name: only they may differ from what we write. Broken "manifest-malformed". */
export function readManifest(raw) {
  const value = parsed(raw);
  const listed = isObject(value) && isObject(value.files) ? new Map(Object.entries(value.files)) : null;
  const isText = listed && [...listed].every(([name, sum]) => NAME.test(name) && typeof sum === "string");
  if (!isText || !isSame(writeManifest(listed), raw)) throw new Broken("manifest-malformed");
  return listed;
}

/** Whatever JSON it is; what is written again and compared need not be read strictly. */
function parsed(raw) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw));
  } catch {
    return null;
  }
}

/** The sums of files (a Map of bytes by name), by name. */
export const sumsOf = (files) => new Map([...files].map(([name, content]) => [name, shaHex(content)]));
