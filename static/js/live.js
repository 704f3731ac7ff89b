// Says what happened to those who don't see it, and puts the focus where the new thing is.

const region = document.getElementById("live");

function announce(text) {
  region.textContent = "";
  // Two equal sentences in a row are two events: an empty region in between makes both be read.
  requestAnimationFrame(() => (region.textContent = text.trim().replace(/\s+/g, " ")));
}

function attend(root) {
  const said = root.matches?.("[data-announce]") ? root : root.querySelector?.("[data-announce]");
  if (said) announce(said.textContent);
  const wanted = root.matches?.("[data-focus], [autofocus]") ? root : root.querySelector?.("[data-focus], [autofocus]");
  // A page that came in the place of another begins at its beginning.
  if (wanted) wanted.focus();
  else if (root.id === "main") root.focus({ preventScroll: true });
}

document.body.addEventListener("announce", (event) => announce(event.detail.text || ""));
document.body.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && attend(event.detail.elt));
document.body.addEventListener("htmx:sendError", () => announce(document.getElementById("words").dataset.offline));

// A refusal that is a page of its own can't stand where a part of another page was asked for: it takes the page's place.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const wanted = event.detail.requestConfig.elt.closest("[hx-select]")?.getAttribute("hx-select");
  if (event.detail.xhr.status < 400 || !wanted || event.detail.serverResponse.includes(`id="${wanted.slice(1)}"`)) return;
  event.detail.target = document.getElementById("main");
  event.detail.selectOverride = "#main";
  event.detail.swapOverride = "outerHTML";
});

// What a view is saved with follows the filter in the address.
document.body.addEventListener("htmx:pushedIntoHistory", () => {
  document.querySelectorAll("[data-query]").forEach((field) => (field.value = location.search.slice(1)));
});

// A page that came with errors begins at their summary, also where its address still says that the navigation was skipped.
const summary = document.querySelector("main [data-focus]");
summary?.focus();
if (location.hash) addEventListener("load", () => setTimeout(() => summary?.focus()));
const notes = [...document.querySelectorAll("#messages [data-announce]")].map((note) => note.textContent);
if (notes.length) {
  setTimeout(() => announce(notes.join(" ")), 200);
  // Whoever did something goes on with what it was done to, not with the navigation.
  if (document.activeElement === document.body) document.getElementById("main").focus({ preventScroll: true });
}
