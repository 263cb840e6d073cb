// The wall looks for what has changed once a second: one small answer, the same for every wall.
const place = document.getElementById("wall");
let last = place.innerHTML;
async function look() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Folkmoot-Part": "1" }, cache: "no-store" });
    if (answer.ok) {
      const words = await answer.text();
      if (words !== last) { place.innerHTML = words; last = words; }
    }
  } catch { /* the wall keeps what it shows until the server is back */ }
  setTimeout(look, document.hidden ? 5000 : 1000);
}
setTimeout(look, 1000);
