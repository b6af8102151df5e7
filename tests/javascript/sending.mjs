// What the box answers, attempt after attempt ("lost" or an error {code, status} or a tracker) -> what came of sending.
import { drive } from "./driver.mjs";
import { drawer } from "../../static/js/booth/drawer.js";
import { Sending, deliver } from "../../static/js/booth/cast.js";

async function play({ answers, tracker }) {
  const sent = [];
  let pauses = 0;
  const post = async (ballot) => {
    sent.push(ballot);
    const answer = answers[sent.length - 1];
    if (typeof answer === "string") return { tracker: answer, head: "the head" };
    throw Object.assign(new Error(answer.message), { extra: {} }, answer);
  };
  const sending = new Sending(post, () => {
    pauses += 1;
    setTimeout(() => sending.hurry());
  });
  drawer.empty();
  drawer.sealed.put({ ballot: "the sealed bytes", tracker });
  const outcome = await deliver(drawer.sealed.get(), sending);
  return { outcome, sent, pauses, receipt: drawer.receipt.get(), isKept: drawer.sealed.get() !== null };
}

await drive(async (plays) => {
  const played = [];
  for (const each of plays) played.push(await play(each));
  return played;
});
