// The size of the letters and the contrast as whoever holds the page wants them: changed at once, with nothing loaded anew and
// nothing asked for, and kept for the next page in a cookie that names a size or a contrast and nothing else. The kiosk writes
// the same two attributes into every page (kiosk/appearance.py).

const CHOICES = { size: { cookie: "text-size", usual: "1" }, contrast: { cookie: "contrast", usual: "usual" } };

const page = () => document.documentElement;
const place = () => document.querySelector(".appearance");

/** Let the page's own buttons change it without leaving it; to be called once, by every page that has them. */
export function offerAppearance() {
  for (const button of place().querySelectorAll("button")) button.addEventListener("click", (event) => {
    event.preventDefault();
    choose(button.name, button.value);
  });
  document.addEventListener("click", ({ target }) => { if (!place().contains(target)) close(); });
  place().addEventListener("keydown", ({ key }) => { if (key === "Escape") close({ focus: true }); });
}

/** Whether somebody has chosen anything but the usual. */
export const isChosen = () => Object.entries(CHOICES).some(([name, { usual }]) => page().dataset[name] !== usual);

/** As nobody has chosen anything: for the next one who takes the machine into the hand. */
export function resetAppearance() {
  for (const [name, { usual }] of Object.entries(CHOICES)) choose(name, usual);
  close();
}

function choose(name, value) {
  const { cookie, usual } = CHOICES[name];
  page().dataset[name] = value;
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${value}; Path=/; SameSite=Strict${secure}${value === usual ? "; Max-Age=0" : ""}`;
  for (const button of place().querySelectorAll(`[name="${name}"]`)) showPressed(button);
}

/** A size's button is one of four; that of the contrast turns it on and off. */
function showPressed(button) {
  if (button.name === "size") button.setAttribute("aria-pressed", String(button.value === page().dataset.size));
  else {
    const isHigh = page().dataset.contrast === "high";
    button.setAttribute("aria-pressed", String(isHigh));
    button.value = isHigh ? CHOICES.contrast.usual : "high";
  }
}

function close({ focus = false } = {}) {
  if (!place().open) return;
  place().open = false;
  if (focus) place().querySelector("summary").focus();
}
