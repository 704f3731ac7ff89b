// The keyboard's short ways. They exist only where the member wants them (data-shortcuts on the body): somebody who
// speaks to the machine would set them off by accident.

const help = document.getElementById("shortcuts");
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
let going = 0;

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function go(key) {
  going = 0;
  const place = help.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (place) location.assign(place.dataset.url);
}

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.querySelector(".row-link, a")?.focus();
}

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => help.showModal(),
  g: () => (going = Date.now()),
  j: () => step(1),
  k: () => step(-1),
};

function press(event) {
  const search = event.target.closest("[data-search]");
  if (event.key === "Escape" && search) search.blur();
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    keys["/"]();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || help.open) return;
  if (going && Date.now() - going < 1500) {
    go(event.key);
    return;
  }
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
}

if ("shortcuts" in document.body.dataset && help) {
  document.addEventListener("keydown", press);
  document.querySelectorAll("[data-shortcuts-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  });
}
