// The page of a table. Everything typed is kept on the phone first and sent when it can be.
import { Outbox } from "./outbox.js";

const page = document.getElementById("table");
const form = document.getElementById("note");
const words = document.getElementById("words");
const state = document.getElementById("state");
const list = document.getElementById("list");
const code = page.dataset.code;
const outbox = new Outbox(code, page.dataset.send);
const HALF_A_DAY = 12 * 3600 * 1000;
const draftName = `folkmoot:${code}:draft`;
let ready = false;

for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
page.classList.add("with-script");

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  ?? form.elements.csrfmiddlewaretoken.value;

/* Sending: now, when the network comes back, and every few seconds while something waits. */
let pause = 1000;
async function send() {
  if (!outbox.waiting().length) { show(); return; }
  const done = await outbox.send(token);
  pause = done === true ? 1000 : Math.min(pause * 1.5, 15000);
  if (done === 403) await fetch(location.href, { credentials: "same-origin" }).catch(() => {});
  show();
  if (outbox.waiting().length) setTimeout(send, pause);
}
addEventListener("online", () => { pause = 1000; send(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });

/* What this phone has typed. */
function show() {
  const items = outbox.all();
  const waiting = items.filter((item) => item.state === "waiting" && item.op !== "withdraw").length;
  const refused = items.find((item) => item.state === "refused");
  state.dataset.level = refused ? "refused" : waiting ? "waiting" : "sent";
  state.textContent = refused ? `${state.dataset.refused} ${refused.why}`
    : waiting ? `${waiting} ${state.dataset.waiting}` : state.dataset.sent;
  if (ready) state.append(` · ${state.dataset.ready}`);
  const typed = items.filter((item) => item.op === "note" || item.op === "risk").reverse();
  list.replaceChildren(...typed.map(row));
  document.getElementById("wipe").disabled = waiting > 0 || !typed.length;
  offerConcerns(items);
}
outbox.onchange = show;

function row(item) {
  const line = document.createElement("li");
  line.dataset.state = item.state;
  line.dataset.key = item.key;
  const said = document.createElement("span");
  said.className = "words";
  said.textContent = item.words;
  const how = document.createElement("span");
  how.className = "meta";
  const told = { waiting: list.dataset.waiting, undone: list.dataset.undone, refused: item.why };
  how.textContent = told[item.state] ?? (item.op === "risk" ? list.dataset.risk : list.dataset.sent);
  line.append(said, how);
  if (item.op === "note" && (item.state === "waiting" || item.state === "sent")) {
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "quiet";
    undo.textContent = list.dataset.undo;
    undo.addEventListener("click", () => { outbox.undo(item); send(); words.focus(); });
    line.append(undo);
  }
  return line;
}

/* A proposal can point at concerns of this phone. */
const answers = document.getElementById("answers");
function offerConcerns(items) {
  const concerns = items.filter((item) => item.op === "note" && item.kind === "issue" && item.state !== "undone");
  const chosen = new Set([...answers.selectedOptions].map((option) => option.value));
  answers.replaceChildren(...concerns.map((item) => new Option(item.words.slice(0, 80), item.key, false, chosen.has(item.key))));
  document.getElementById("answers-field").hidden = kind() !== "proposal" || !concerns.length;
}

/* The form. */
const kind = () => form.elements.kind.value;
function fit() {
  for (const field of form.querySelectorAll("[data-for]"))
    if (field.id !== "answers-field") field.hidden = field.dataset.for !== kind();
  const label = document.getElementById("words-label");
  label.textContent = label.dataset[kind()] ?? label.textContent;
  document.getElementById("risk-words").hidden = !form.elements.at_risk.checked;
  offerConcerns(outbox.all());
}
const TEXTS = ["words", "so_that", "who_could_act", "other_side", "role", "where_and_when"];
const draft = () => ({
  kind: kind(), second_hand: form.elements.second_hand.checked, at_risk: form.elements.at_risk.checked,
  ...Object.fromEntries(TEXTS.map((name) => [name, form.elements[name].value])),
});
form.addEventListener("input", () => { localStorage.setItem(draftName, JSON.stringify(draft())); fit(); });

function takeDraftUp() {
  const kept = JSON.parse(localStorage.getItem(draftName) ?? "null");
  if (!kept) return;
  form.elements.kind.value = kept.kind;
  form.elements.second_hand.checked = kept.second_hand;
  form.elements.at_risk.checked = kept.at_risk;
  for (const name of TEXTS) form.elements[name].value = kept[name] ?? "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { at_risk: atRisk, ...typed } = draft();
  if (!typed.words.trim()) { words.focus(); return; }
  if (atRisk) outbox.put({ op: "risk", words: typed.words });
  else outbox.put({
    op: "note", ...typed, late: localStorage.getItem(`folkmoot:${code}:reported`) === "yes",
    answers: kind() === "proposal" ? [...answers.selectedOptions].map((option) => option.value) : [],
  });
  for (const name of TEXTS) form.elements[name].value = "";
  form.elements.second_hand.checked = form.elements.at_risk.checked = false;
  answers.selectedIndex = -1;
  localStorage.removeItem(draftName);
  fit();
  words.focus();
  send();
});

// Enter keeps the note; Shift and Enter begin a new line.
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
});

/* The report-back: each line is kept as it stands when the button is pressed. */
const report = document.getElementById("report-form");
const reportName = `folkmoot:${code}:report`;
const lines = () => [...report.querySelectorAll("textarea")];
const reportDraft = JSON.parse(localStorage.getItem(reportName) ?? "{}");
for (const line of lines()) line.value = reportDraft[line.id] ?? "";
report.addEventListener("input", () => localStorage.setItem(
  reportName, JSON.stringify(Object.fromEntries(lines().map((line) => [line.id, line.value])))));
report.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const line of lines()) outbox.put({
    op: "report", kind: line.dataset.kind, place: Number(line.dataset.place), words: line.value,
  });
  localStorage.setItem(`folkmoot:${code}:reported`, "yes");
  report.closest("details").open = false;
  send();
});

/* The clock, and who has spoken: both stay on this phone. */
const clock = document.getElementById("clock");
const endName = `folkmoot:${code}:ends`;
for (const button of document.querySelectorAll("[data-minutes]")) button.addEventListener("click", () => {
  const minutes = Number(button.dataset.minutes);
  if (minutes) localStorage.setItem(endName, String(Date.now() + minutes * 60000));
  else localStorage.removeItem(endName);
  tick();
});
function tick() {
  const ends = Number(localStorage.getItem(endName));
  const left = Math.round((ends - Date.now()) / 1000);
  clock.textContent = ends ? `${left < 0 ? "+" : ""}${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}` : "";
  clock.classList.toggle("over", Boolean(ends) && left < 0);
}
setInterval(tick, 1000);
tick();

const seats = document.getElementById("seats");
const seatsName = `folkmoot:${code}:seats`;
const spoken = new Set(JSON.parse(localStorage.getItem(seatsName) ?? "[]"));
for (let seat = 1; seat <= 10; seat++) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = `${seats.dataset.seat} ${seat}`;
  button.setAttribute("aria-pressed", String(spoken.has(seat)));
  button.addEventListener("click", () => {
    if (!spoken.delete(seat)) spoken.add(seat);
    button.setAttribute("aria-pressed", String(spoken.has(seat)));
    localStorage.setItem(seatsName, JSON.stringify([...spoken]));
  });
  seats.append(button);
}

document.getElementById("wipe").addEventListener("click", () => outbox.forget());

/* Kept on the phone for the next opening, where the browser allows it (https, or this machine). */
async function keepThePage() {
  if (!("serviceWorker" in navigator) || !globalThis.caches) return;
  try {
    await navigator.serviceWorker.register(page.dataset.worker);
    await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((entry) => entry.name)
      .filter((name) => new URL(name).pathname.startsWith("/static/"));
    const kept = await caches.open("folkmoot-tables-1");
    await kept.addAll([location.href.split("#")[0], ...new Set(parts)]);
    await navigator.storage?.persist?.();
    ready = true;
    page.dataset.ready = "yes";
    show();
  } catch { /* no harm: what is typed is kept all the same */ }
}

outbox.forget(HALF_A_DAY);
takeDraftUp();
fit();
show();
send();
if (document.readyState === "complete") keepThePage(); else addEventListener("load", keepThePage);
