// Asking the kiosk, with one kind of failure: a KioskError that carries a sentence for the person.

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

const asJson = (response) => response.json();

async function asBytes(response, wait) {
  const parts = [];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value);
    wait();
  }
}

export const getJson = (url) => ask(url, { method: "GET" });

export const getBytes = (url) => ask(url, { method: "GET" }, asBytes);

// `body` is an object, or a string that is sent as it is (a sealed ballot's bytes must not change).
export const postJson = (url, body) =>
  ask(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

export function postFile(url, file) {
  const form = new FormData();
  form.append("file", file);
  return postForm(url, form);
}

export const postForm = (url, form) => ask(url, { method: "POST", body: form });

async function ask(url, options, read = asJson) {
  const limit = new AbortController();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => limit.abort(), PATIENCE);
  };
  wait();
  try {
    const response = await fetch(url, { ...options, cache: "no-store", signal: limit.signal,
      headers: { Accept: "application/json", ...options.headers } });
    return await understand(response, read, wait);
  } catch (problem) {
    if (problem instanceof KioskError) throw problem;
    throw new KioskError("offline", "");
  } finally {
    clearTimeout(timer);
  }
}

async function understand(response, read, wait) {
  if (response.ok) return read(response, wait);
  const answer = await response.json();
  const { code = "internal", message = "", ...extra } = answer.error ?? {};
  throw new KioskError(code, message, response.status, extra);
}
