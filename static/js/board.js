// Moves a card by dragging it onto a column: whatever on the card leads there is pressed. Without this the button is.

let dragged = null;

const moverTo = (column) => dragged?.querySelector(`[data-moves-to="${column.dataset.boardColumn}"]`);

function prepare() {
  document.querySelectorAll("[data-board-card]").forEach((card) => {
    card.draggable = card.querySelector("[data-moves-to]") !== null;
  });
}

function light(over) {
  document.querySelectorAll("[data-board-column]").forEach((column) => {
    column.classList.toggle("takes-card", Boolean(moverTo(column)));
    column.classList.toggle("has-card-above", column === over && Boolean(moverTo(column)));
  });
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-board-card]");
  dragged?.classList.add("is-dragged");
  light(null);
});

document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.("[data-board-column]");
  if (!dragged) return;
  light(column);
  if (column && moverTo(column)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-board-column]");
  const mover = column && moverTo(column);
  if (!mover) return;
  event.preventDefault();
  mover.click();
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  light(null);
});

document.addEventListener("htmx:load", prepare);
prepare();
