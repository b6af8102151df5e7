// Files in base64 -> what verifying() says of each, and the steps that it told on its way; {code} where it refuses one.
import { attempt, drive } from "./driver.mjs";
import { atOnce } from "../../static/js/protocol/steps.js";
import { verifying } from "../../static/js/record/verifying.js";

const known = new Map(); // Ballots that held once are not verified again: most files here differ in something else.

await drive((files) => Promise.all(files.map((file) => attempt(() => {
  const steps = [];
  const found = atOnce(verifying(new Uint8Array(Buffer.from(file, "base64")), known), (step) => steps.push(step));
  return { ...found, steps };
}))));
