// The projector follows the meeting by itself: every state is drawn from the whole snapshot, not from what came before.
import { showCode } from "../codes.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { roundOf } from "../rounds.js";
import { dressAdoptedScene } from "../screen/adopted.js";
import { dressBetweenScene } from "../screen/between.js";
import { dressBoxScene } from "../screen/box.js";
import { dressCountScene, dressOutcomeScene } from "../screen/count.js";
import { PAGE_MS } from "../screen/pages.js";
import { put } from "../screen/parts.js";
import { dressRoomScene } from "../screen/room.js";
import { roundName, sentenceOf } from "../screen/sentence.js";
import { copy, slot } from "../templates.js";

const SCENES = {
  waiting: { template: "scene-waiting", dress: () => {} },
  preparing: { template: "scene-room", dress: dressRoomScene },
  sealed: { template: "scene-box", dress: dressBoxScene },
  issued: { template: "scene-box", dress: dressBoxScene },
  open: { template: "scene-box", dress: dressBoxScene },
  closed: { template: "scene-box", dress: dressBoxScene },
  counting: { template: "scene-count", dress: dressCountScene },
  counted: { template: "scene-count", dress: dressOutcomeScene },
  adopted: { template: "scene-adopted", dress: dressAdoptedScene },
  between: { template: "scene-between", dress: dressBetweenScene },
};

// These turn their pages by the clock.
const PAGED = ["counted", "adopted"];

const scene = document.getElementById("scene");
let shown = null;

follow((state) => {
  shown = state;
  dressRoom(state);
  draw();
});

setInterval(() => {
  if (PAGED.includes(shown?.stage)) draw();
}, PAGE_MS / 12);

function draw() {
  const { template, dress } = SCENES[sceneOf(shown)];
  if (scene.dataset.scene !== template) {
    const fresh = copy(template);
    dress(fresh, shown);
    scene.replaceChildren(fresh);
    scene.dataset.scene = template;
  } else {
    dress(scene, shown);
  }
  frame();
}

/** The sealed stage of a later round is the time between two rounds. */
function sceneOf({ meeting, stage, ...state }) {
  if (!meeting) return "waiting";
  return stage === "sealed" && roundOf(state).number > 1 ? "between" : stage;
}

function frame() {
  const now = document.getElementById("now");
  const sentence = sentenceOf(shown);
  if (now.textContent !== sentence) now.textContent = sentence;
  put(document, "meeting", shown.meeting?.title ?? "");
  put(document, "round", roundName(shown));
  put(document, "cluster", shown.meeting ? `${shown.meeting.cluster} · ${shown.meeting.year}` : "");
  showGroups(slot(document, "fingerprint"), shown.kiosk.fingerprint.replaceAll(" ", ""), 4);
  showSet(shown);
  slot(document, "head-line").hidden = !shown.box.head;
  if (shown.box.head) showGroups(slot(document, "head"), shown.box.head, 8);
}

/** While the room gets ready, everybody compares the code of the locks; later it stands with the other codes. */
function showSet({ stage, committee }) {
  const code = committee?.code?.replaceAll("-", "") ?? "";
  for (const [name, isHere] of [["set", stage === "preparing"], ["set-foot", stage !== "preparing"]]) {
    slot(document, `${name}-line`).hidden = !code || !isHere;
    showGroups(slot(document, name), code, 4);
  }
}

function showGroups(element, code, size) {
  if (element.textContent !== code) showCode(element, code, size);
}
