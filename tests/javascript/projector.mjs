// [[module of static/js/screen, function, ...arguments], ...] -> [value, ...], with the sentences of the projector's own
// template; one that is missing there fails.
import { readFileSync } from "node:fs";
import { attempt, drive } from "./driver.mjs";

const template = readFileSync(new URL("../../templates/screen/words.html", import.meta.url), "utf8");
const paragraphs = [...template.matchAll(/data-word="([^"]+)">\{\{ _\("([^"]+)"\) \}\}/g)].map(([, word, textContent]) => ({
  dataset: { word }, textContent,
}));
globalThis.document = { getElementById: () => ({ content: { querySelectorAll: () => paragraphs } }) };

await drive((wanted) => Promise.all(wanted.map(async ([module, name, ...given]) => {
  const functions = await import(`../../static/js/screen/${module}.js`);
  return attempt(() => functions[name](...given));
})));
