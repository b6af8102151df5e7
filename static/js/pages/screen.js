// The projector follows the meeting by itself: every state is drawn from the whole snapshot, not from what came before.
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { dressAdoptedScene } from "../screen/adopted.js";
import { dressAgreeScene } from "../screen/agreements.js";
import { dressBetweenScene } from "../screen/between.js";
import { setClock } from "../screen/clock.js";
import { dressCountScene, dressOutcomeScene } from "../screen/count.js";
import { dressLocksScene, setOf } from "../screen/locks.js";
import { PAGE_MS } from "../screen/pages.js";
import { put, showGroups } from "../screen/parts.js";
import { dressRollScene } from "../screen/roll.js";
import { sceneOf } from "../screen/scene.js";
import { roundName, sentenceOf } from "../screen/sentence.js";
import { dressIssuedScene, dressVotingScene, dressZeroScene } from "../screen/voting.js";
import { copy, slot } from "../templates.js";

const SCENES = {
  waiting: { template: "scene-waiting", dress: () => {} },
  roll: { template: "scene-roll", dress: dressRollScene },
  agree: { template: "scene-agree", dress: dressAgreeScene },
  locks: { template: "scene-locks", dress: dressLocksScene },
  sealed: { template: "scene-locks", dress: dressLocksScene },
  issued: { template: "scene-issued", dress: dressIssuedScene },
  zero: { template: "scene-zero", dress: dressZeroScene },
  voting: { template: "scene-voting", dress: dressVotingScene },
  closed: { template: "scene-locks", dress: dressLocksScene },
  counting: { template: "scene-count", dress: dressCountScene },
  counted: { template: "scene-count", dress: dressOutcomeScene },
  adopted: { template: "scene-adopted", dress: dressAdoptedScene },
  between: { template: "scene-between", dress: dressBetweenScene },
};

const scene = document.getElementById("scene");
let shown = null;

setClock(scene.dataset.now);

follow((state) => {
  shown = state;
  dressRoom(state);
  draw();
});

// Pages turn and minutes pass while nothing happens; another size of the wall has room for other letters.
setInterval(() => shown && draw(), PAGE_MS / 12);
window.addEventListener("resize", () => shown && draw());
document.fonts?.ready.then(() => shown && draw());

/** A scene is dressed where it stands, because what has no room yet cannot be measured. */
function draw() {
  const { template, dress } = SCENES[sceneOf(shown)];
  if (scene.dataset.scene !== template) scene.replaceChildren(copy(template));
  scene.dataset.scene = template;
  dress(scene, shown);
  frame();
}

function frame() {
  const now = document.getElementById("now");
  const sentence = sentenceOf(shown);
  if (now.textContent !== sentence) now.textContent = sentence;
  put(document, "meeting", shown.meeting?.title ?? "");
  put(document, "round", roundName(shown));
  put(document, "cluster", shown.meeting ? `${shown.meeting.cluster} · ${shown.meeting.year}` : "");
  showGroups(slot(document, "fingerprint"), shown.kiosk.fingerprint.replaceAll(" ", ""), 4);
  showInFoot("set-foot", slot(scene, "set") ? "" : setOf(shown.committee), 4);
  showInFoot("head", slot(scene, "seal") ? "" : (shown.box.head ?? ""), 8);
}

/** What the picture itself shows in large letters does not stand in small ones below it. */
function showInFoot(name, code, size) {
  slot(document, `${name}-line`).hidden = !code;
  showGroups(slot(document, name), code, size);
}
