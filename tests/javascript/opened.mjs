// What the kiosk answers when a sealed ballot is to be opened, attempt after attempt -> what came of it, and in which
// order the kiosk was told and the worker asked for what opens it.
import { drive } from "./driver.mjs";
import { Sending } from "../../static/js/booth/cast.js";
import { drawer } from "../../static/js/booth/drawer.js";
import { haveOpened, isUnanswered } from "../../static/js/booth/opened.js";
import { Ready } from "../../static/js/booth/ready.js";

async function play({ answers, worker }) {
  const log = [];
  const post = async (ballot) => {
    const answer = answers[log.filter((entry) => entry === ballot).length];
    log.push(ballot);
    if (typeof answer === "string") return { tracker: answer };
    throw Object.assign(new Error(answer.message), { extra: {} }, answer);
  };
  const open = async (tracker) => {
    log.push(`open ${tracker}`);
    if (worker === "lost") throw Object.assign(new Error(""), { code: "opening-forgotten", message: "" });
    return "CODE.SEED.0";
  };
  const sending = new Sending(post, () => setTimeout(() => sending.hurry()), isUnanswered);
  drawer.empty();
  drawer.slip.put({ credential: "secret" });
  drawer.draft.put({ uuid: "uuid", marks: [[0]] });
  const sealed = worker === "cannot seal"
    ? Promise.reject(Object.assign(new Error(""), { code: "vote-malformed" }))
    : Promise.resolve({ ballot: "the sealed bytes", tracker: "mine" });
  const round = { uuid: "uuid", round: 1, mark: "7QX4" };
  const outcome = await haveOpened({ sealed, sending, open, marked: [{ title: "t", names: ["A"] }], round });
  const isDraftKept = drawer.draft.get() !== null;
  return { outcome, log, opened: drawer.opened.get(), isDraftKept, isSlipKept: drawer.slip.get() !== null,
    sealed: drawer.sealed.get() };
}

/** One ballot for a review, however often it lies on the page; another once it was dropped or could not be sealed. */
async function reviews() {
  const log = [];
  let number = 0;
  const sealer = {
    seal: async (credential, marks) => {
      number += 1;
      log.push(`seal ${credential} ${marks}`);
      if (number === 3) throw new Error("no memory");
      return { tracker: `code ${number}` };
    },
    forget: async () => { log.push("forget"); },
  };
  const ready = new Ready(sealer);
  const seal = async () => {
    try {
      return (await ready.seal({ credential: "slip" }, [[1]])).tracker;
    } catch {
      return "failed";
    }
  };
  const codes = [await seal(), await seal(), ready.drop(), ready.drop(), await seal(), ready.drop(), await seal(), await seal()];
  return { codes, log };
}

await drive(async ({ plays }) => {
  const played = [];
  for (const each of plays) played.push(await play(each));
  return { played, reviews: await reviews() };
});
