// Tells the browser names while somebody types one: the page they are on answers for each of its own fields.

const PAUSE = 150;
const asking = new WeakMap();

const names = async (input, from) => {
  const headers = { "X-Choose": input.dataset.choose, "X-Choose-Words": encodeURIComponent(input.value) };
  const response = await fetch(from, { headers, signal: asking.get(input).signal });
  return response.ok ? (await response.json()).names : null;
};

// After a form that was sent back, the page it was sent from has the same field.
const sources = () =>
  [location.href, document.referrer].filter((page) => page && new URL(page).origin === location.origin);

const offer = (input, found) => {
  const options = found.map(({ id, name }) => {
    const option = document.createElement("option");
    option.value = name;
    option.dataset.id = id;
    return option;
  });
  input.list.replaceChildren(...options);
};

const ask = async (input) => {
  asking.get(input)?.abort();
  asking.set(input, new AbortController());
  if (!input.value.trim()) return;
  try {
    for (const page of sources()) {
      const found = await names(input, page);
      if (found) return offer(input, found);
    }
  } catch (error) {
    // Without a connection, or overtaken by the next letter: the name can still be typed in full.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
};

const take = (input) => {
  const option = [...input.list.options].find((one) => one.value === input.value);
  if (!option) return false;
  const label = document.createElement("label");
  label.className = "choice";
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", className: "form-check-input", name: input.name, value: option.dataset.id });
  box.checked = true;
  const name = document.createElement("span");
  name.textContent = option.value;
  label.append(box, " ", name);
  input.previousElementSibling.append(label);
  input.value = "";
  return true;
};

let waiting;
document.addEventListener("input", (event) => {
  const input = event.target.closest?.("[data-choose]");
  if (!input) return;
  clearTimeout(waiting);
  if ("chooseSeveral" in input.dataset && take(input)) return;
  waiting = setTimeout(() => ask(input), PAUSE);
});
