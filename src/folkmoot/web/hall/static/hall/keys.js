// Keys of one letter, which whoever speaks to their computer or types with a stick can turn off; kept for next time.
const NAME = "folkmoot:keys";
const box = document.getElementById("keys-on");
const remembered = () => { try { return localStorage.getItem(NAME); } catch { return null; } };

for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
if (box) {
  box.checked = remembered() !== "off";
  box.addEventListener("change", () => { try { localStorage.setItem(NAME, box.checked ? "on" : "off"); } catch { /* for this page only */ } });
}

// The letter that was pressed, unless keys are off, somebody is typing, or it belongs to the browser.
export function letter(event) {
  const at = event.target;
  const typing = /textarea|select/i.test(at.tagName) || (at.tagName === "INPUT" && at.type !== "checkbox");
  if ((box && !box.checked) || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return "";
  return event.key.length === 1 ? event.key : "";
}
