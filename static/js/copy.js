// Copies a text. The button comes hidden, because without this module it could do nothing.

const texts = (button) =>
  button.dataset.copy ?? document.querySelector(button.dataset.copyFrom)?.textContent.trim() ?? "";

const show = (root) => {
  root.querySelectorAll("[data-copy], [data-copy-from]").forEach((button) => (button.hidden = false));
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  await navigator.clipboard.writeText(texts(button));
  const said = document.getElementById("words").dataset.copied;
  document.body.dispatchEvent(new CustomEvent("announce", { detail: { text: said } }));
  button.classList.add("btn-good");
  setTimeout(() => button.classList.remove("btn-good"), 1500);
});

if (navigator.clipboard) {
  show(document);
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
}
