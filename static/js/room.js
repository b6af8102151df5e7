// What every page shows of the meeting, whatever else it does: its name, and the rehearsal mark (P12).

/** Dress the page for the meeting of the public state; called on every change. */
export function dressRoom(state) {
  document.documentElement.classList.toggle("rehearsal", Boolean(state.meeting?.rehearsal));
  show("cluster", state.meeting?.cluster);
  show("title", state.meeting?.title);
}

function show(id, text) {
  const element = document.getElementById(id);
  if (element && text) element.textContent = text;
}
