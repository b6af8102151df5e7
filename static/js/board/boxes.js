// The boxes of earlier rounds: no answer of the kiosk's but their archives, read on this machine.
import { getBytes } from "../http.js";
import { read } from "../protocol/board.js";
import { shaB64 } from "../protocol/encoding.js";

export const archiveOf = (uuid) => `/archive/${uuid}.bel`;

/** {codes: sorted tracking codes, head} of an archive's bytes; Broken as board.read. */
export function codesIn(bel) {
  const board = read(bel);
  return { codes: board.payloads("Ballot").map((hash) => shaB64(board.record(hash))).sort(), head: board.head };
}

/** The same of the box of an earlier round, fetched. */
export const openBox = async (uuid) => codesIn(await getBytes(archiveOf(uuid)));
