// Keys for the statement desk; everything works without them.
import { letter } from "./keys.js";

const bundles = () => [...document.querySelectorAll("form.bundle")];
let at = -1;
function go(step) {
  const all = bundles();
  if (!all.length) return;
  at = Math.max(0, Math.min(all.length - 1, at + step));
  all[at].querySelector("input[type=checkbox]").focus();
  all[at].scrollIntoView({ block: "nearest" });
}
document.addEventListener("focusin", (event) => {
  const form = event.target.closest("form.bundle");
  if (form) at = bundles().indexOf(form);
});
document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form.bundle");
  if (event.key === "Enter" && event.ctrlKey && form) { event.preventDefault(); form.querySelector("button").click(); return; }
  const key = letter(event);
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (key === "s" && at >= 0) { event.preventDefault(); bundles()[at].querySelector("textarea").focus(); }
});
