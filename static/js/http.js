// Asking the kiosk, with one kind of failure: a KioskError that carries a sentence for the person.
import { whenBack } from "./waiting.js";

export class KioskError extends Error {
  // `code` is stable ("offline" where no answer came); `extra` holds what else the answer's error said.
  constructor(code, message, status = 0, extra = {}) {
    super(message);
    this.name = "KioskError";
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

// Without a sign of life. A whole box may take longer where sixty phones fetch it over one access point.
const PATIENCE = 20_000;

// The same once the line is back after it was lost: what was under way then was most likely lost with it.
const GRACE = 1_200;

const asJson = (response) => response.json();

async function asBytes(response, alive) {
  const parts = [];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value);
    alive();
  }
}

export const getJson = (url) => untilKept(url, { method: "GET" });

export const getBytes = (url) => untilKept(url, { method: "GET" }, asBytes);

// `body` is an object, or a string that is sent as it is (a sealed ballot's bytes must not change).
const posting = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

// For what may come to the kiosk twice without harm.
export const postJson = (url, body) => untilKept(url, posting(body));

// For what is done once, and may take its time.
export const postOnce = (url, body) => ask(url, posting(body));

export function postFile(url, file) {
  const form = new FormData();
  form.append("file", file);
  return postForm(url, form);
}

export const postForm = (url, form) => ask(url, { method: "POST", body: form });

/** What was lost together with the line is asked again. */
async function untilKept(url, options, read = asJson) {
  for (;;) {
    try {
      return await ask(url, options, read, GRACE);
    } catch (problem) {
      if (!problem.extra.wasLost) throw problem;
    }
  }
}

async function ask(url, options, read = asJson, grace = PATIENCE) {
  const limit = new AbortController();
  let timer;
  let wasLost = false;
  const wait = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => limit.abort(), ms);
  };
  const alive = () => {
    wasLost = false;
    wait(PATIENCE);
  };
  const forget = whenBack(() => {
    wasLost = grace < PATIENCE;
    wait(grace);
  });
  alive();
  try {
    const response = await fetch(url, { ...options, cache: "no-store", signal: limit.signal,
      headers: { Accept: "application/json", ...options.headers } });
    alive();
    return await understand(response, read, alive);
  } catch (problem) {
    if (problem instanceof KioskError) throw problem;
    throw new KioskError("offline", "", 0, { wasLost });
  } finally {
    clearTimeout(timer);
    forget();
  }
}

async function understand(response, read, alive) {
  if (response.ok) return read(response, alive);
  const answer = await response.json();
  const { code = "internal", message = "", ...extra } = answer.error ?? {};
  throw new KioskError(code, message, response.status, extra);
}
