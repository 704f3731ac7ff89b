// Puts the lines of a list in order by dragging. Each line has a form with buttons that does the same without this.

let dragged = null;

function prepare(root) {
  root.querySelectorAll("[data-order] > [data-order-item]").forEach((line) => (line.draggable = true));
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-order-item]");
  dragged?.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-order-item]");
  if (!dragged || !over || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  if (over === dragged) return;
  const box = over.getBoundingClientRect();
  over.parentElement.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  const line = dragged;
  dragged = null;
  line.classList.remove("is-dragged");
  const form = line.querySelector("[data-order-form]");
  const place = document.createElement("input");
  place.type = "hidden";
  place.name = "to";
  place.value = [...line.parentElement.children].indexOf(line) + 1;
  form.append(place);
  form.requestSubmit();
});

document.addEventListener("htmx:load", (event) => prepare(event.detail.elt.parentElement ?? document));
prepare(document);
