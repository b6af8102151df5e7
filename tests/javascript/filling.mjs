// Taps on the rows of one contest, [choice, ...], with its seats -> the marks after each tap, and whether it was taken.
import { drive } from "./driver.mjs";
import { drawer } from "../../static/js/booth/drawer.js";
import { agreeBlank, mark, openDraft } from "../../static/js/booth/draft.js";

await drive(({ seats, taps, blankFirst }) => {
  drawer.empty();
  const draft = openDraft("uuid", 1);
  if (blankFirst) agreeBlank(draft, 0);
  const after = taps.map((choice) => ({ taken: mark(draft, 0, choice, seats), marks: [...draft.marks[0]] }));
  return { after, kept: openDraft("uuid", 1), ofAnother: openDraft("another", 1), blank: draft.blank[0] };
});
