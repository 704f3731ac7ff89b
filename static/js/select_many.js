// Selecting many: one box for all, and how many are chosen. The form works as it is without this.
// By keys: Enter on a box leads to what is done with the chosen, without passing all rows below, and Escape leads back.

let left = null;

const boxesOf = (form) => [...form.querySelectorAll("[data-check]")];

function count(form) {
  const boxes = boxesOf(form);
  const chosen = boxes.filter((box) => box.checked).length;
  form.querySelectorAll("[data-select-count]").forEach((place) => (place.textContent = chosen));
  form.querySelectorAll("[data-select-bar]").forEach((bar) => (bar.hidden = chosen === 0));
  form.querySelectorAll("[data-check-all]").forEach((all) => {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  });
}

const countAll = () => document.querySelectorAll("[data-select-many]").forEach(count);

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-select-many]");
  if (!form) return;
  if (event.target.matches("[data-check-all]")) boxesOf(form).forEach((box) => (box.checked = event.target.checked));
  count(form);
  const said = form.querySelector("[data-select-said]");
  if (said) document.body.dispatchEvent(new CustomEvent("announce", { detail: { text: said.textContent } }));
});
document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-check], [data-check-all]");
  const bar = event.target.closest("[data-select-many]")?.querySelector("[data-select-bar]:not([hidden])");
  if (event.key === "Enter" && box && bar) {
    event.preventDefault();
    left = box;
    bar.querySelector("input:not([type=hidden]), select, textarea, button").focus();
  } else if (event.key === "Escape" && bar?.contains(event.target)) {
    left?.focus();
  }
});
document.addEventListener("htmx:load", countAll);
addEventListener("pageshow", countAll);
countAll();
