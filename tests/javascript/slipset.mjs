// how many slips -> {secrets, sets} as the desk's page makes them, and what it says meanwhile
import { newSlips } from "../../static/js/desk/slipset.js";
import { atOnce } from "../../static/js/protocol/steps.js";
import { drive } from "./driver.mjs";

await drive((number) => {
  const said = [];
  return { ...atOnce(newSlips(number), (done) => said.push(done)), said };
});
