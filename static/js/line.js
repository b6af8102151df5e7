// The line to the kiosk: kept, found broken within seconds, and opened again until it stands. The kiosk says something every
// second, so silence is a broken line whatever the browser believes: after a sleep, or out of the Wi-Fi's reach, a connection
// may look whole for minutes.

import { io } from "socket.io-client";
import { tellBack } from "./waiting.js";

const SILENCE_MS = 3_500;
const ATTEMPT_MS = 4_000; // A machine repeats a first packet that was lost after 1 s and after 3 s.
const SLEPT_MS = 2_000;

// Sixty phones that have lost the kiosk together do not all come back in one moment.
const PAUSE_MS = [200, 900];
const WAKING_MS = [0, 300];

// Shorter interruptions are nobody's business; silence has lasted as long already.
const SIGN_MS = 3_000;
const SIGN_AFTER_SILENCE_MS = 500;

const between = ([least, most]) => least + Math.random() * (most - least);

/** Open the line, for as long as the page lives; `hear[name](message)` is called for each message of that name. */
export function openLine(hear, sign = new Sign()) {
  const socket = io({ transports: ["websocket", "polling"], reconnection: false, autoConnect: false, timeout: false });
  let freshAt, silence, next;
  let wasOpen = false;

  const expect = (ms) => {
    freshAt = Date.now();
    clearTimeout(silence);
    silence = setTimeout(fallSilent, ms);
  };
  const heard = () => expect(SILENCE_MS);

  function attempt() {
    socket.disconnect();
    clearTimeout(next);
    expect(ATTEMPT_MS);
    socket.connect();
  }

  function attemptIn(range) {
    clearTimeout(silence);
    clearTimeout(next);
    next = setTimeout(attempt, between(range));
  }

  function fallSilent() {
    sign.lost(SIGN_AFTER_SILENCE_MS);
    attempt();
  }

  for (const sound of ["open", "ping", "packet"]) socket.io.on(sound, heard);
  for (const [name, take] of Object.entries(hear)) socket.on(name, take);
  socket.on("connect", () => {
    sign.found();
    if (wasOpen) tellBack();
    wasOpen = true;
  });
  for (const end of ["disconnect", "connect_error"]) socket.on(end, () => {
    sign.lost(SIGN_MS);
    attemptIn(PAUSE_MS);
  });
  whenWoken(() => { if (Date.now() - freshAt > SLEPT_MS) attemptIn(WAKING_MS); });
  sign.lost(SIGN_MS);
  attempt();
}

/** A page that slept heard nothing meanwhile, and does not know it; one that is looked at again must be right at once. */
function whenWoken(deed) {
  for (const waking of ["online", "pageshow", "focus"]) window.addEventListener(waking, deed);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") deed(); });
}

/** The bar that says that the line is lost. */
class Sign {
  constructor(bar = document.getElementById("connection")) {
    this.bar = bar;
    this.timer = null;
  }

  /** Say so in `ms`, or earlier where that was to be said already. */
  lost(ms) {
    if (!this.bar) return;
    this.timer ??= setTimeout(() => { this.bar.hidden = false; }, ms);
  }

  found() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.bar) this.bar.hidden = true;
  }
}
