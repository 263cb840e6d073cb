// A vote is sent without leaving the page; the reply is the next statement. Without this script the
// same form does the same. A vote that found no connection is kept and sent again under its own key.
const place = document.getElementById("ballot");
const status = document.getElementById("vote-status");
let sending = false;

async function send(form, body) {
  const answer = await fetch(form.action, {
    method: "POST", body, headers: { "X-Folkmoot-Part": "1" }, credentials: "same-origin",
  });
  const words = await answer.text();
  if (answer.status >= 500) throw new Error(String(answer.status));
  if (!answer.ok) { document.location.reload(); return; }
  place.innerHTML = words;
  status.textContent = "";
  place.querySelector("#statement, h2, .empty")?.focus();
}

async function untilSent(form, body) {
  for (let wait = 1000; ; wait = Math.min(wait * 1.6, 8000)) {
    try { return await send(form, body); } catch {
      status.textContent = status.dataset.waiting;
      await new Promise((resume) => setTimeout(resume, wait + Math.random() * 500));
    }
  }
}

place.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.ballot");
  if (!form) return;
  event.preventDefault();
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(new FormData(form));
  body.set("value", event.submitter.value);
  event.submitter.setAttribute("aria-current", "true");
  form.setAttribute("aria-busy", "true");
  try { await untilSent(form, body); } finally { sending = false; }
});

// Keys: a agree, d disagree, p pass; never while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /input|textarea|select/i.test(event.target.tagName)) return;
  const value = { a: "1", d: "-1", p: "0" }[event.key.toLowerCase()];
  const button = value && place.querySelector(`form.ballot button[value="${value}"]`);
  if (button) { event.preventDefault(); button.click(); }
});
