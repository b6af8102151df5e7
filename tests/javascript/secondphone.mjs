// [{text, files: {path: base64}}, ...] -> what the second device says of each opening, given what the kiosk would answer.
import { attempt, drive } from "./driver.mjs";
import { checkOpened } from "../../static/js/board/opening.js";

const answering = (files) => async (path) => {
  if (path in files) return new Uint8Array(Buffer.from(files[path], "base64"));
  throw Object.assign(new Error(""), { code: "not-found" });
};

await drive(async (cases) => {
  const told = [];
  for (const { text, files } of cases) told.push(await attempt(() => checkOpened(text, answering(files))));
  return told;
});
