// A slip scanner that is a keyboard (USB or Bluetooth): a burst of keys without a halt that ends in Enter. It
// needs no field in focus; and its Enter never presses the button that has the focus.

const LONGEST_PAUSE_MS = 1000; // between two keys: a slow line halts for a while, and what a hand types fast means the same
const SHORTEST = 12;          // characters; nobody presses Enter so soon after so many
const AFTERMATH_MS = 400;     // some send Tab or a second Enter behind; another slip is no such thing

const CORRECTING = ["Backspace", "Delete"]; // a hand: what stands in the field counts
const NAMED = ["Enter", "Tab", ...CORRECTING];
// What an address has beside letters and digits.
const UNSHIFTED = { Minus: "-", Period: ".", Slash: "/" };
const SHIFTED = { Digit3: "#", Semicolon: ":" };

export class Wedge {
  /** `hear(text)` is given each burst, and says whether it was taken; what is not taken remains typing. */
  constructor(hear) {
    this.hear = hear;
    this.text = "";
    this.last = this.heardAt = -Infinity;
  }

  listen(target) {
    target.addEventListener("keydown", (event) => {
      const key = characterOf(event, event.getModifierState("CapsLock"));
      if (!this.press(key, event.timeStamp)) return;
      event.preventDefault();
      event.stopPropagation();
    }, { capture: true });
  }

  /** One key as characterOf names it, at a time in ms; whether the page must not see it. */
  press(key, at) {
    const isEnd = key === "Enter" || key === "Tab";
    if (isEnd && !this.text && at - this.heardAt < AFTERMATH_MS) return true;
    if (at - this.last > LONGEST_PAUSE_MS || CORRECTING.includes(key)) this.text = "";
    this.last = at;
    if (key.length === 1) this.text += key;
    return isEnd && this.end(at);
  }

  end(at) {
    const text = this.text;
    this.text = "";
    if (text.length < SHORTEST || !this.hear(text)) return false;
    this.heardAt = at;
    return true;
  }
}

/**
 * The character that a scanner meant, or the name of the key. A tablet's own writing (Telex turns "aa" into "â") and Caps Lock
 * change what arrives; then the key's place on the board tells it.
 */
export function characterOf({ key, code = "", shiftKey, ctrlKey, altKey, metaKey }, isCapsLocked = false) {
  if (ctrlKey || altKey || metaKey) return "";
  const isTold = NAMED.includes(key) || (/^[!-~]$/.test(key) && !isCapsLocked);
  return isTold ? key : placeOf(code, shiftKey) ?? (key.length === 1 ? key : "");
}

function placeOf(code, isShifted) {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter) return isShifted ? letter : letter.toLowerCase();
  const [, digit] = /^Digit([0-9])$/.exec(code) ?? [];
  return isShifted ? SHIFTED[code] : digit ?? UNSHIFTED[code];
}
