// The wall looks for what has changed once a second: one small answer, the same for every wall.
// Nobody can scroll a projector: what is too long for the screen is set smaller, as far as the back
// row can still read it, and what is longer than that takes turns.
const place = document.getElementById("wall");
const SMALLEST = 0.76; // of the size in wall.css: its smallest type is then a fiftieth of the screen's height
const LAST_RESORT = 0.5; // for one thing that is too long alone, and for report-backs, which are set large
const TURN = 12000;
let last = place.innerHTML, turn = 0, shown = "";

const tooTall = () => document.documentElement.scrollHeight > window.innerHeight;
const sized = (body, size) => { body.style.fontSize = `${size}em`; return !tooTall(); };
function shrink(body, least) {
  for (let size = 1; size >= least; size -= 0.04) if (sized(body, size)) return true;
  return sized(body, least);
}
function only(items, from, to) { items.forEach((item, at) => { item.hidden = at < from || at >= to; }); }
function pages(items) {
  const found = [];
  for (let from = 0, to; from < items.length; from = to) {
    for (to = from + 1; to < items.length; to += 1) { only(items, from, to + 1); if (tooTall()) break; }
    found.push([from, to]);
  }
  return found;
}
function fit() {
  const body = place.querySelector(".body"), note = place.querySelector(".turns");
  const items = [...place.querySelectorAll(".bars > li, .floor > li, .report > section")];
  if (body.className !== shown) { shown = body.className; turn = 0; }
  note.hidden = true;
  only(items, 0, items.length);
  const least = body.classList.contains("reports") ? LAST_RESORT : SMALLEST;
  if (shrink(body, least) || items.length < 2) { if (tooTall()) shrink(body, LAST_RESORT); return; }
  note.hidden = false;
  const all = pages(items), [from, to] = all[turn % all.length];
  only(items, from, to);
  note.textContent = to - from > 1 ? `${from + 1}–${to} / ${items.length}` : `${to} / ${items.length}`;
  shrink(body, LAST_RESORT);
}
async function look() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Folkmoot-Part": "1" }, cache: "no-store" });
    if (answer.ok) {
      const words = await answer.text();
      if (words !== last) { place.innerHTML = words; last = words; fit(); }
    }
  } catch { /* the wall keeps what it shows until the server is back */ }
  setTimeout(look, document.hidden ? 5000 : 1000);
}
fit();
document.fonts.ready.then(fit);
addEventListener("resize", fit);
setInterval(() => { turn += 1; fit(); }, TURN);
setTimeout(look, 1000);
