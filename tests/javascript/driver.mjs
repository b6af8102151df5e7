// What every driver does: JSON in, JSON out. A BigInt goes out as its decimal string.
import { readFileSync } from "node:fs";

export async function drive(answer) {
  const work = JSON.parse(readFileSync(0, "utf8"));
  const value = await answer(work);
  process.stdout.write(JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part)));
}

/** The value, or {code, kind} of our own refusals (and `sender` where they have one), {unexpected} of any other error. */
export async function attempt(deed) {
  try {
    return await deed();
  } catch (error) {
    return error.code ? { code: error.code, kind: error.kind, sender: error.sender } : { unexpected: error.message };
  }
}
