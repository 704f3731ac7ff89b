// How far a file has come. Forms that send files go by htmx where scripts run (kit/_form.html), which tells us; the
// bar stands there hidden, because without this module it would never move.

const barOf = (event) => event.target.closest?.("form")?.querySelector("[data-upload]");
const words = document.getElementById("words").dataset;
const announce = (text) => document.body.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
const hasFile = (form) => [...form.querySelectorAll("[type=file]")].some((field) => field.files.length);

function begin(event) {
  const bar = barOf(event);
  if (!bar || !hasFile(bar.closest("form"))) return;
  bar.removeAttribute("value");
  bar.hidden = false;
  announce(words.sending);
}

function move(event) {
  const bar = barOf(event);
  if (!bar || !event.detail.lengthComputable) return;
  // All sent isn't done: while the server looks at it, the bar only says that something goes on.
  if (event.detail.loaded < event.detail.total) bar.value = event.detail.loaded / event.detail.total;
  else bar.removeAttribute("value");
}

function fail(event) {
  const bar = barOf(event);
  if (!bar) return;
  bar.hidden = true;
  announce(words.unsent);
  bar.closest("form").querySelector("[data-upload-failed]").hidden = false;
}

document.addEventListener("htmx:beforeSend", (event) => {
  const failed = event.target.closest?.("form")?.querySelector("[data-upload-failed]");
  if (failed) failed.hidden = true;
  begin(event);
});
// Who was signed out meanwhile gets a page of another kind, which can't stand inside this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!barOf(event) || event.detail.serverResponse.includes('class="shell"')) return;
  event.detail.shouldSwap = false;
  location.assign(event.detail.xhr.responseURL);
});
document.addEventListener("htmx:xhr:progress", move);
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:responseError", fail);

// Files may be dropped anywhere on a page that takes some: beside the field, a browser would leave the page and show them.
function fieldFor(event) {
  if (!event.dataTransfer?.types.includes("Files")) return null;
  const near = event.target.closest?.("form") ?? document.getElementById("main");
  return near?.querySelector("[type=file]:not(:disabled)");
}

function hover(event) {
  const field = fieldFor(event);
  if (!field) return;
  event.preventDefault();
  field.classList.add("is-dropped-on");
}

function leave() {
  for (const field of document.querySelectorAll(".is-dropped-on")) field.classList.remove("is-dropped-on");
}

function drop(event) {
  leave();
  const field = fieldFor(event);
  if (!field) return;
  event.preventDefault();
  const taken = new DataTransfer();
  for (const file of event.dataTransfer.files) if (field.multiple || !taken.items.length) taken.items.add(file);
  field.files = taken.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

document.addEventListener("dragover", hover);
document.addEventListener("dragleave", (event) => event.relatedTarget || leave());
document.addEventListener("drop", drop);
