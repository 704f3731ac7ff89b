// Keeps what is being typed in this browser until the server has it. Forms opt in by data-draft="key".
// A draft belongs to the member who typed it: on a shared machine nobody else meets it.

const AGE = 14 * 24 * 3600 * 1000;
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "reset"]);
const member = document.body.dataset.member || "";
const nameOf = (key) => `accord-draft:${member}:${key}`;

// The revision goes along: a draft saved over somebody's newer text must be met with both texts, not win silently.
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name === "revision" || (field.name && !SKIPPED.has(field.type)));

function valueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (field.multiple) return [...field.options].map((option) => option.selected);
  return field.value;
}

function give(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.multiple) [...field.options].forEach((option, at) => (option.selected = Boolean(value[at])));
  else field.value = value;
}

const read = (form) => JSON.stringify(fieldsOf(form).map((field) => [field.name, valueOf(field)]));

function write(form, text) {
  const fields = fieldsOf(form);
  JSON.parse(text).forEach(([name, value], at) => fields[at]?.name === name && give(fields[at], value));
}

function say(form, fresh) {
  const words = document.getElementById("words").dataset;
  const note = document.createElement("div");
  const discard = document.createElement("button");
  note.className = "draft";
  note.setAttribute("role", "status");
  note.append(words.kept);
  discard.type = "button";
  discard.className = "btn btn-sm";
  discard.textContent = words.discard;
  discard.addEventListener("click", () => {
    write(form, fresh);
    localStorage.removeItem(nameOf(form.dataset.draft));
    note.remove();
    fieldsOf(form)[0]?.focus();
  });
  note.append(discard);
  form.prepend(note);
}

function begin(form) {
  const name = nameOf(form.dataset.draft);
  const fresh = read(form);
  const kept = JSON.parse(localStorage.getItem(name) || "null");
  // After a refused submit the server's answer already holds what was typed.
  if (kept && kept.text !== fresh && !form.querySelector(".errors")) {
    write(form, kept.text);
    say(form, fresh);
  }
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    // A form that was swapped out has been sent: what it holds is no draft any more.
    if (!form.isConnected) return;
    const text = read(form);
    if (text === fresh) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ text, at: Date.now() }));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  });
  form.addEventListener("submit", () => {
    keep();
    mark(name);
  });
  addEventListener("pagehide", keep);
}

const mark = (name) => sessionStorage.setItem("accord-sent", JSON.stringify({ name, from: location.pathname }));

// The server has it when the next page of ours is an ordinary one. The same form with errors, a conflict, a refusal,
// the sign-in page, an error, or coming back from a lost connection mean "not yet".
function settle() {
  const sent = JSON.parse(sessionStorage.getItem("accord-sent") || "null");
  sessionStorage.removeItem("accord-sent");
  const came = performance.getEntriesByType("navigation")[0]?.type === "navigate" && document.referrer;
  if (!sent || !came || new URL(came).pathname !== sent.from) return;
  if (document.querySelector("body.shell") && !document.querySelector(".errors, .stale, .error-card")) {
    localStorage.removeItem(sent.name);
  }
}

function forgetOld() {
  Object.keys(localStorage)
    .filter((name) => name.startsWith("accord-draft:"))
    .filter((name) => Date.now() - JSON.parse(localStorage.getItem(name)).at > AGE)
    .forEach((name) => localStorage.removeItem(name));
}

const beginAll = (root) => root.querySelectorAll("form[data-draft]").forEach(begin);

document.addEventListener("click", (event) => {
  const discard = event.target.closest("[data-draft-discard]");
  if (discard) localStorage.removeItem(nameOf(discard.dataset.draftDiscard));
});
// Before the answer is swapped in: after it, the form that was sent may stand in no page any more.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const key = event.detail.elt.closest?.("form")?.dataset.draft;
  const taken = event.detail.xhr.status >= 200 && event.detail.xhr.status < 300;
  if (key && taken && event.detail.requestConfig.verb === "post") localStorage.removeItem(nameOf(key));
});
document.querySelectorAll("form[data-draft-sent]").forEach((form) => {
  form.addEventListener("submit", () => mark(nameOf(form.dataset.draftSent)));
});
addEventListener("pageshow", (event) => event.persisted && sessionStorage.removeItem("accord-sent"));
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && beginAll(event.detail.elt));

forgetOld();
settle();
beginAll(document);
