// {election, other, credential, vote, illegal} -> what one preparation answers to an illegal vote, to a mistyped slip,
// in another election, for its one ballot, and for a second one.
import { attempt, drive } from "./driver.mjs";
import { prepare, seal } from "../../static/js/protocol/ballot.js";
import { read } from "../../static/js/protocol/election.js";

await drive(async ({ election: raw, other, credential, vote, illegal }) => {
  const election = read(raw);
  const prepared = prepare(election);
  const once = (where, slip, votes) => attempt(() => seal(prepared, where, slip, votes));
  return {
    illegal: await once(election, credential, illegal),
    mistyped: await once(election, "0OIl", vote),
    elsewhere: await once(read(other), credential, vote),
    first: await once(election, credential, vote),
    second: await once(election, credential, vote),
  };
});
