// Whoever works by keyboard finds the focus where it was after a page was sent and came again: on the button they pressed,
// or on the one beside it where that has no more to do.

const KEY = "accord-pressed";
let byKeys = false;

const nameOf = (button) => (button.getAttribute("aria-label") || button.textContent).trim();
const whereOf = (button) => button.getAttribute("formaction") ?? button.form?.getAttribute("action") ?? "";
const buttonsOf = (where) =>
  [...document.querySelectorAll("main button[type=submit]:not(:disabled)")].filter((button) => whereOf(button) === where);

addEventListener("keydown", () => (byKeys = true), true);
addEventListener("pointerdown", () => (byKeys = false), true);
addEventListener("submit", ({ defaultPrevented, submitter }) => {
  if (defaultPrevented || !byKeys || !submitter) return;
  const where = whereOf(submitter);
  const pressed = { page: location.pathname, where, name: nameOf(submitter), at: buttonsOf(where).indexOf(submitter) };
  sessionStorage.setItem(KEY, JSON.stringify(pressed));
});

const pressed = JSON.parse(sessionStorage.getItem(KEY) || "null");
sessionStorage.removeItem(KEY);
if (pressed?.page === location.pathname) {
  const there = buttonsOf(pressed.where);
  // A form that is sent to its own page says nothing of what it does: only the same button is the same there.
  const beside = pressed.where && there[Math.min(pressed.at, there.length - 1)];
  (there.find((button) => nameOf(button) === pressed.name) ?? (beside || null))?.focus();
}
