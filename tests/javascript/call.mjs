// [[module, function, ...arguments], ...] of static/js/protocol -> [value, ...]
import { attempt, drive } from "./driver.mjs";

await drive((wanted) => Promise.all(wanted.map(async ([module, name, ...given]) => {
  const functions = await import(`../../static/js/protocol/${module}.js`);
  return attempt(() => functions[name](...given));
})));
