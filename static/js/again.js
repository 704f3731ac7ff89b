// Whoever works by keyboard finds the focus where it was after a page was sent and came again: on the button they pressed,
// or on the one beside it where that has no more to do.

const KEY = "accord-pressed";
let byKeys = false;

const nameOf = (button) => (button.getAttribute("aria-label") || button.textContent).trim();
const whereOf = (button) => button.getAttribute("formaction") ?? button.form?.getAttribute("action") ?? "";

addEventListener("keydown", () => (byKeys = true), true);
addEventListener("pointerdown", () => (byKeys = false), true);
addEventListener("submit", ({ defaultPrevented, submitter }) => {
  if (defaultPrevented || !byKeys || !submitter) return;
  const pressed = { page: location.pathname, where: whereOf(submitter), name: nameOf(submitter) };
  sessionStorage.setItem(KEY, JSON.stringify(pressed));
});

const pressed = JSON.parse(sessionStorage.getItem(KEY) || "null");
sessionStorage.removeItem(KEY);
if (pressed?.page === location.pathname) {
  const buttons = [...document.querySelectorAll("main button[type=submit]:not(:disabled)")];
  const there = buttons.filter((button) => whereOf(button) === pressed.where);
  // A form that is sent to its own page says nothing of what it does: only the same button is the same there.
  (there.find((button) => nameOf(button) === pressed.name) ?? (pressed.where && there[0]))?.focus?.();
}
