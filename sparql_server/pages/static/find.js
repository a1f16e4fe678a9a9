"use strict";
// Suggestions under each search box while somebody writes: an ARIA combobox; without it the form searches.
const PAUSE = 120; // ms after the last letter
const LEAST = 2; // letters

function combobox(input, number) {
  const form = input.form;
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let asked = null;
  let timer = 0;
  let chosen = -1;
  list.className = "hits";
  list.id = "hits-" + number;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  said.className = "vh";
  said.setAttribute("role", "status");
  form.append(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    const options = list.children;
    if (options[chosen]) options[chosen].setAttribute("aria-selected", "false");
    chosen = (at + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1;
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    options[chosen].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function go(hit) {
    if ("fill" in input.dataset) {
      input.value = hit.name;
      return close();
    }
    const root = form.getAttribute("action").replace(/search$/, "");
    location.assign(root + hit.page);
  }

  function show(hits) {
    list.replaceChildren(
      ...hits.map((hit, at) => {
        const option = document.createElement("li");
        const name = document.createElement("span");
        const more = document.createElement("span");
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        name.textContent = hit.name;
        more.textContent = hit.how || hit.id;
        more.className = hit.how ? "small soft" : "id";
        option.append(name, more);
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => go(hit));
        option.hit = hit;
        return option;
      }),
    );
    chosen = -1;
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = hits.length ? hits.length + " suggestions" : "";
  }

  async function ask() {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (text.length < LEAST) return close();
    const mine = (asked = new AbortController());
    try {
      const response = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: mine.signal });
      if (response.ok) show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? list.children.length - 1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(list.children[chosen].hit);
    }
  });
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);

// "/" leads to the search box, unless somebody writes, or has switched it off on the page about the data.
const OFF = "no-shortcuts";
const store = (() => {
  try {
    return window.localStorage;
  } catch {
    return null; // the reader lets no page keep anything
  }
})();
const setting = document.getElementById("shortcuts");
if (setting) {
  setting.closest("[hidden]").hidden = false;
  setting.checked = !store?.getItem(OFF);
  setting.addEventListener("change", () => (setting.checked ? store?.removeItem(OFF) : store?.setItem(OFF, "1")));
}
document.addEventListener("keydown", (event) => {
  if (store?.getItem(OFF)) return;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = event.composedPath()[0]; // inside the editor, too, which keeps its own elements
  if (place.closest?.("input, textarea, select, [contenteditable], [role=tree]")) return;
  event.preventDefault();
  document.querySelector("input[type=search]")?.focus();
});
