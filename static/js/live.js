// Following the meeting: a snapshot on connect, then facts that change parts of it. Nothing is ever sent.

import { io } from "socket.io-client";
import { getJson } from "./http.js";

const QUIET = 2_000; // Shorter interruptions are nobody's business: the offline bar must not flicker.

// Calls render(state, fact) whenever the state is new; `fact` is null after a snapshot. Returns a function that stops.
export function follow(render) {
  let state = null;
  let fetching = false;

  const take = (snapshot) => {
    state = snapshot;
    render(state, null);
  };

  // A missed number: facts have been lost on the way, so start again from the whole.
  const catchUp = async () => {
    if (fetching) return;
    fetching = true;
    try {
      take(await getJson("/live/snapshot"));
    } catch {
      setTimeout(catchUp, QUIET);
    } finally {
      fetching = false;
    }
  };

  const socket = io({ transports: ["websocket", "polling"], reconnectionDelayMax: 3_000 });
  socket.on("snapshot", take);
  socket.on("fact", (fact) => {
    if (!state || fact.seq !== state.seq + 1) return catchUp();
    state = { ...state, ...fact.changed, seq: fact.seq };
    render(state, fact);
  });
  showConnection(socket);
  return () => socket.disconnect();
}

function showConnection(socket) {
  const bar = document.getElementById("connection");
  if (!bar) return;
  let timer = setTimeout(() => { bar.hidden = false; }, QUIET);
  socket.on("connect", () => {
    clearTimeout(timer);
    bar.hidden = true;
  });
  const lost = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { bar.hidden = socket.connected; }, QUIET);
  };
  socket.on("disconnect", lost);
  window.addEventListener("offline", lost);
}
