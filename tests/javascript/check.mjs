// {election, credentials, ballots} -> the credential of each ballot that holds, or {code}.
import { attempt, drive } from "./driver.mjs";
import { checking } from "../../static/js/protocol/ballot.js";
import { read } from "../../static/js/protocol/election.js";
import { encryptionBases } from "../../static/js/protocol/proofs.js";
import { atOnce } from "../../static/js/protocol/steps.js";

await drive(({ election: raw, credentials, ballots }) => {
  const election = read(raw);
  const bases = encryptionBases(election.key);
  const listed = new Set(credentials);
  return Promise.all(ballots.map((one) =>
    attempt(() => atOnce(checking(election, bases, listed, Buffer.from(one))).credential)));
});
