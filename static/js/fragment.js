// The secret that a QR code brings in the address's fragment: read once, and gone from the address bar.

/**
 * What stands in the address after "#", or "" where nothing does. The address bar is wiped at once, before anything
 * else is done with it, so that no history, picture of the screen or later reader of the address has it (P10).
 */
export function takeFragment() {
  const fragment = decode(window.location.hash.slice(1));
  if (window.location.hash) window.history.replaceState(window.history.state, "", window.location.pathname);
  return fragment;
}

function decode(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
