// Menus are <details>; here they learn to close: by Escape, by a click elsewhere, and when another one opens.

const open = () => document.querySelectorAll("details[data-menu][open]");

function close(menu, back) {
  menu.open = false;
  if (back) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  open().forEach((menu) => menu.contains(event.target) || close(menu, false));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    open().forEach((menu) => close(menu, menu.contains(document.activeElement)));
    return;
  }
  const menu = event.target.closest?.("details[data-menu][open]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!menu || !step || event.target.matches("input, textarea, select")) return;
  const stops = [...menu.querySelectorAll("summary, .menu-list a, .menu-list button")].filter((stop) => !stop.hidden);
  event.preventDefault();
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length]?.focus();
});
