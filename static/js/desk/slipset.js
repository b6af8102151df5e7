// A set of slips as the page makes it: the secrets stay here, the public parts go to the kiosk (ballots/slip_set.py).
import { newCredential, publicPart } from "../protocol/credential.js";
import { newUuid } from "../protocol/election.js";

const ROUNDS_OF_A_SET = 3; // how many elections a set can be used for

/**
 * A generator that returns {secrets, sets} of `number` slips, and yields how many are done. A set is {uuid, credentials}, the
 * public parts of all secrets under that identifier, sorted: they tell no order, and rounds cannot be linked.
 */
export function* newSlips(number) {
  const secrets = Array.from({ length: number }, newCredential);
  const sets = Array.from({ length: ROUNDS_OF_A_SET }, () => ({ uuid: newUuid(), credentials: [] }));
  for (const [at, secret] of secrets.entries()) {
    for (const { uuid, credentials } of sets) credentials.push(publicPart(uuid, secret));
    yield at + 1;
  }
  for (const { credentials } of sets) credentials.sort();
  return { secrets, sets };
}
