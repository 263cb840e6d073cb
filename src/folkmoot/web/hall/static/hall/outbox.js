// What was typed and not yet acknowledged. Every thing is one record of its own in localStorage, so that two
// tabs cannot overwrite each other, and it is there before anything else happens to it. Its name begins with
// the moment it was typed: names in order are things in order.
export class Outbox {
  constructor(code, address, storage = localStorage) {
    this.prefix = `folkmoot:${code}:`;
    this.address = address;
    this.storage = storage;
    this.counter = 0;
    this.sending = null;
    this.onchange = () => {};
  }

  put(item) {
    const at = new Date();
    const whole = { key: newKey(), at: at.toISOString(), state: "waiting", ...item };
    const order = `${String(at.getTime()).padStart(15, "0")}-${String(this.counter++ % 10000).padStart(4, "0")}`;
    whole.name = `${this.prefix}item:${order}:${whole.key}`;
    this.#write(whole);
    this.onchange();
    return whole;
  }

  #write(item) { this.storage.setItem(item.name, JSON.stringify(item)); }

  all() {
    const names = Object.keys(this.storage).filter((name) => name.startsWith(`${this.prefix}item:`)).sort();
    return names.map((name) => JSON.parse(this.storage.getItem(name))).filter(Boolean);
  }

  waiting() { return this.all().filter((item) => item.state === "waiting"); }

  change(item, state, more = {}) {
    if (this.storage.getItem(item.name) === null) return;
    this.#write({ ...item, ...more, state });
    this.onchange();
  }

  // Taken back: a note that never left is forgotten here; one that may have arrived is withdrawn there.
  undo(item) {
    if (item.state === "waiting" && !item.tried) this.storage.removeItem(item.name);
    else {
      this.change(item, "undone");
      this.put({ op: "withdraw", note: item.key });
    }
    this.onchange();
  }

  forget(olderThan = 0) {
    const now = Date.now();
    for (const item of this.all())
      if (item.state !== "waiting" && now - Date.parse(item.at) >= olderThan) this.storage.removeItem(item.name);
    this.onchange();
  }

  // Send what waits, in order, as often as it takes; one sending at a time. True when nothing waits.
  send(token) {
    this.sending ??= this.#send(token).finally(() => { this.sending = null; });
    return this.sending;
  }

  async #send(token) {
    for (let batch; (batch = this.waiting().slice(0, 50)).length;) {
      for (const item of batch) if (!item.tried) { item.tried = true; this.#write(item); }
      let said;
      try {
        const answer = await fetch(this.address, {
          method: "POST", credentials: "same-origin", signal: timeout(15000),
          headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
          body: JSON.stringify({ items: batch.map(({ name, state, tried, ...item }) => item) }),
        });
        if (!answer.ok) return answer.status;
        said = await answer.json();
      } catch { return false; }
      for (const item of batch) {
        if (said.kept.includes(item.key)) { if (this.storage.getItem(item.name)) this.change(item, "sent"); }
        else this.change(item, "refused", { why: said.refused[item.key] ?? "" });
      }
      this.count = said.count;
      this.onchange();
    }
    return true;
  }
}

export function newKey() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain HTTP has no randomUUID
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function timeout(milliseconds) {
  if (AbortSignal.timeout) return AbortSignal.timeout(milliseconds);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), milliseconds);
  return stop.signal;
}
