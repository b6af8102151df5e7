// The tablet's own camera as a slip scanner. Only where the page is secure and the browser itself reads square codes; elsewhere
// it is not offered.

const EVERY_MS = 200;
const PATIENCE_MS = 30_000;

/** Offer the camera on every sheet laid on `stage` that has a place for it; `hear(text)` is given what it reads. */
export async function offerCamera(stage, hear) {
  if (!await canScan()) return;
  const offer = () => {
    const place = stage.querySelector("[data-camera]");
    if (place?.hidden) dress(place, hear);
  };
  new MutationObserver(offer).observe(stage, { childList: true });
  offer();
}

async function canScan() {
  if (!window.isSecureContext || !navigator.mediaDevices || !("BarcodeDetector" in window)) return false;
  const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
}

function dress(place, hear) {
  const [button, video, trouble] = ["button", "video", ".notice"].map((part) => place.querySelector(part));
  place.hidden = false;
  button.addEventListener("click", async () => {
    button.hidden = true;
    video.hidden = false;
    trouble.hidden = true;
    const text = await scan(video).catch(() => { trouble.hidden = false; });
    button.hidden = false;
    video.hidden = true;
    if (text) hear(text);
  });
}

/** What the camera reads, undefined where it reads nothing for long; rejects where it is refused or busy. It is off then. */
async function scan(video) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: false });
  try {
    video.srcObject = stream;
    await video.play();
    return await reading(video);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}

async function reading(video) {
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && video.isConnected;) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) return found.rawValue;
    await new Promise((resolve) => { setTimeout(resolve, EVERY_MS); });
  }
  return undefined;
}
