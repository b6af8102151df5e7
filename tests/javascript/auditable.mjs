// {worker, election, credential, marks: [of each ballot, ...]} -> what a booth, its worker as workers.mjs plays it, tells
// to open each ballot: {ballot, page: the names of what the page has of it, opening} right after it is sealed, `again` when
// asked once more, `earlier` when the next is sealed already, `cast` when it was cast; `other` for one not its own.
import { attempt, drive } from "./driver.mjs";
import { play } from "./workers.mjs";
import { Sealer, sealingDeeds } from "../../static/js/sealing.js";

await drive(async ({ worker, election, credential, marks }) => {
  if (worker !== "none") {
    globalThis.Worker = play(worker, sealingDeeds, { spared: ["read", "prepare", "seal"] });
  }
  const sealer = new Sealer("sealing-worker.js", 50);
  await sealer.begin(election);
  const told = [];
  for (const chosen of marks) {
    const sealed = await sealer.seal(credential, chosen);
    const { ballot, tracker } = sealed;
    const other = await attempt(() => sealer.open("another"));
    told.push({ ballot, other, page: Object.keys(sealed), opening: await attempt(() => sealer.open(tracker)) });
    told[told.length - 1].again = await attempt(() => sealer.open(tracker));
  }
  const earlier = await sealer.seal(credential, marks[0]);
  const cast = await sealer.seal(credential, marks[0]);
  const late = { earlier: await attempt(() => sealer.open(earlier.tracker)) };
  await sealer.forget();
  late.cast = await attempt(() => sealer.open(cast.tracker));
  sealer.stop();
  return { told, ...late };
});
