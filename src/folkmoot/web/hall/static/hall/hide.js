// h hides what is chosen, j and k choose; each row's own button does the same.
import { letter } from "./keys.js";

const rows = [...document.querySelectorAll("form[data-hide]")];
const chosen = () => rows.findIndex((row) => row.contains(document.activeElement));

document.addEventListener("keydown", (event) => {
  const key = letter(event);
  if (!rows.length || !["h", "j", "k"].includes(key)) return;
  event.preventDefault();
  if (key === "h") { rows[Math.max(0, chosen())].querySelector("button").click(); return; }
  const next = Math.min(rows.length - 1, Math.max(0, chosen() + (key === "j" ? 1 : -1)));
  rows[next].querySelector("button").focus();
  rows[next].scrollIntoView({ block: "nearest" });
});
