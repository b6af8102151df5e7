// Archives in base64 -> {codes, head} of each, as the board shows an earlier round's box; {code} where it does not hold.
import { attempt, drive } from "./driver.mjs";
import { codesIn } from "../../static/js/board/boxes.js";

await drive((bels) => Promise.all(bels.map((bel) => attempt(() => codesIn(new Uint8Array(Buffer.from(bel, "base64")))))));
