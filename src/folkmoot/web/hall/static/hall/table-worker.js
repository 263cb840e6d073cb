// Keeps the pages of tables, and what they are made of, so that they open without signal.
const KEPT = "folkmoot-tables-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function fromNetworkElseKept(request) {
  const kept = await caches.open(KEPT);
  try {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 4000);
    const answer = await fetch(request, { signal: stop.signal });
    clearTimeout(timer);
    if (answer.ok) await kept.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const found = await kept.match(request.url, { ignoreVary: true });
    if (found) return found;
    throw error;
  }
}

async function fromKeptElseNetwork(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request.url, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request.url, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fromNetworkElseKept(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(fromKeptElseNetwork(request));
});
