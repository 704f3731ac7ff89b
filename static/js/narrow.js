// Looking through many options: those that don't hold what is typed step aside, except what is ticked.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(box) {
  const wanted = plain(box.value.trim());
  document.getElementById(box.dataset.narrow).querySelectorAll(".choice").forEach((choice) => {
    const ticked = choice.querySelector("input").checked;
    choice.hidden = !ticked && !plain(choice.textContent).includes(wanted);
  });
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-narrow]")) narrow(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-narrow]")) event.preventDefault();
});
const show = () => document.querySelectorAll("[data-narrow]").forEach((box) => (box.hidden = false));
document.addEventListener("htmx:load", show);
show();
