// [[module, function, ...arguments], ...] of static/js -> [value, ...]; for the parts of the surfaces that need no page
import { attempt, drive } from "./driver.mjs";

await drive((wanted) => Promise.all(wanted.map(async ([module, name, ...given]) => {
  const functions = await import(`../../static/js/${module}.js`);
  return attempt(() => functions[name](...given));
})));
