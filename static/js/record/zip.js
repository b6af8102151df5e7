// The ZIP of a record: stored files in the order of their names, one date, nothing else (ballots/record/packing.py, "The
// form of a record"; the fields are those of PKWARE's APPNOTE 4.3). Reading takes more than writing makes, as Python's
// library does, so that both can say what is wrong: damaged, or packed by another program.
import { concatBytes } from "@noble/hashes/utils.js";
import { Broken } from "../protocol/errors.js";
import { crc32 } from "./crc32.js";

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const ZIP64 = 0x07064b50; // Before the end of a file of more than 4 GB, which a record never is.
const ZIP64_SIZE = 20;
const LOCAL_SIZE = 30;
const ENTRY_SIZE = 46;
const LONGEST_ENTRY = ENTRY_SIZE + 500; // With a name five times as long as allowed and what other programs add.
const END_SIZE = 22;
const LONGEST_COMMENT = 0x10000;
const VERSION = 20;
const NEWEST = 63;
const UNIX = 3;
const DATE = 0x21; // 1 January 1980
const PLAIN_FILE = (0o100644 << 16) >>> 0;
const UNREADABLE_FLAGS = 0x61; // encrypted, patched, strongly encrypted
const UTF8_FLAG = 0x800;

/** The one ZIP of these files, a Map of bytes by name. The names are plain ASCII. */
export function writeZip(files) {
  const names = [...files.keys()].sort();
  const locals = names.map((name) => concatBytes(localHeader(name, files.get(name)), files.get(name)));
  let offset = 0;
  const entries = names.map((name, i) => {
    const entry = directoryEntry(name, files.get(name), offset);
    offset += locals[i].length;
    return entry;
  });
  const directory = concatBytes(...entries);
  return concatBytes(...locals, directory, endRecord(names.length, directory.length, offset));
}

const latin = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const localHeader = (name, content) =>
  concatBytes(fields([4, LOCAL], [2, VERSION], ...described(content), [2, name.length], [2, 0]), latin(name));

const directoryEntry = (name, content, offset) => concatBytes(
  fields(
    [4, ENTRY], [1, VERSION], [1, UNIX], [2, VERSION], ...described(content),
    [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, PLAIN_FILE], [4, offset],
  ),
  latin(name),
);

const endRecord = (entries, size, offset) =>
  fields([4, END], [2, 0], [2, 0], [2, entries], [2, entries], [4, size], [4, offset], [2, 0]);

// Flags, method, time, date, sum, size packed, size.
const described = (content) =>
  [[2, 0], [2, 0], [2, 0], [2, DATE], [4, crc32(content)], [4, content.length], [4, content.length]];

/** Little-endian numbers, each of so many bytes. */
const fields = (...parts) =>
  Uint8Array.from(parts.flatMap(([width, value]) => Array.from({ length: width }, (_, i) => (value >>> (8 * i)) & 255)));

/**
 * The entries of a ZIP's directory: {name, isStored, packed, size, content()}; content() is for those that are stored, and
 * checks the sum. Broken "record-damaged", there too; "record-name" where the directory is longer than that of `most` files.
 */
export function readZip(raw, most) {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = findEnd(view);
  const size = view.getUint32(end + 12, true);
  if (size > most * LONGEST_ENTRY) throw new Broken("record-name");
  const start = end - size;
  if (start < 0) throw damaged();
  const shift = start - view.getUint32(end + 16, true); // Whatever stands before the archive moves every offset.
  const entries = [];
  for (let at = start; at < end;) {
    const entry = readEntry(raw, view, at, end);
    entries.push({ ...entry, at: entry.offset + shift });
    at += ENTRY_SIZE + entry.length;
  }
  return withContents(raw, view, entries, start);
}

/** No entry may reach into the next, nor the last into the directory, which starts at `end`. */
function withContents(raw, view, entries, end) {
  const limits = new Map();
  for (const entry of [...entries].sort((one, other) => one.at - other.at).reverse()) {
    limits.set(entry, end);
    end = entry.at;
  }
  return entries.map((entry) => ({ ...entry, content: () => readContent(raw, view, entry, limits.get(entry)) }));
}

const damaged = () => new Broken("record-damaged");

function findEnd(view) {
  const last = view.byteLength - END_SIZE;
  if (last < 0 || (last >= ZIP64_SIZE && view.getUint32(last - ZIP64_SIZE, true) === ZIP64)) throw damaged();
  if (view.getUint32(last, true) === END && view.getUint16(last + 20, true) === 0) return last;
  for (let at = view.byteLength - 4; at >= 0 && at >= last - LONGEST_COMMENT; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    if (at > last) break;
    return at;
  }
  throw damaged();
}

function readEntry(raw, view, at, end) {
  if (at + ENTRY_SIZE > end || view.getUint32(at, true) !== ENTRY) throw damaged();
  const short = (offset) => view.getUint16(at + offset, true);
  const long = (offset) => view.getUint32(at + offset, true);
  const [named, extra, comment] = [short(28), short(30), short(32)];
  const directory = raw.subarray(0, end);
  const written = directory.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + named);
  checkExtra(directory.subarray(at + ENTRY_SIZE + named, at + ENTRY_SIZE + named + extra));
  const whole = readName(written, short(8));
  if (view.getUint8(at + 6) > NEWEST) throw damaged();
  return {
    whole, name: whole.split("\0")[0], flags: short(8), isStored: short(10) === 0, sum: long(16),
    packed: long(20), size: long(24), offset: long(42), length: named + extra + comment,
  };
}

/** Fields of four bytes or more, each as long as it says. */
function checkExtra(extra) {
  for (let at = 0; at + 4 <= extra.length;) {
    at += 4 + extra[at + 2] + 256 * extra[at + 3];
    if (at > extra.length) throw damaged();
  }
}

function readName(bytes, flags) {
  try {
    return new TextDecoder(flags & UTF8_FLAG ? "utf-8" : "latin1", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw damaged();
  }
}

function readContent(raw, view, { whole, flags, sum, packed, size, at }, limit) {
  if (at < 0 || at + LOCAL_SIZE > raw.length || view.getUint32(at, true) !== LOCAL) throw damaged();
  const named = at + LOCAL_SIZE + view.getUint16(at + 26, true);
  const written = raw.subarray(at + LOCAL_SIZE, named);
  const isSame = readName(written, view.getUint16(at + 6, true)) === whole;
  if (!isSame || flags & UNREADABLE_FLAGS) throw damaged();
  const start = named + view.getUint16(at + 28, true);
  if (start + packed > limit) throw damaged();
  const content = raw.subarray(start, start + size);
  if (content.length < size || crc32(content) !== sum) throw damaged();
  return content;
}
