// The query page with script: an editor in place of the box, answers without a new page, Stop, Back, questions that
// are filtered while typing. All markup is the server's: it escapes, and it works without this file.
import { editorFor } from "./built/editor.js";

const at = (id) => document.getElementById(id);
const field = at("query");
const form = at("ask");
let running = null;

const KEYWORDS = "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS VALUES BIND GRAPH FROM ORDER BY GROUP BY HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX NOT EXISTS".split(" ");
const FUNCTIONS = "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND IRI REGEX CONTAINS STRSTARTS STRENDS LCASE UCASE STRLEN SUBSTR REPLACE CONCAT COALESCE IF isIRI isLiteral isBlank".split(" ");

async function complete(text, place, explicit, typed) {
  if (/^[?$]/.test(typed)) {
    const known = new Set(text.match(/[?$]\w+/g));
    return { options: [...known].filter((name) => name !== typed && name.startsWith(typed)).sort().map((label) => ({ label, type: "variable" })) };
  }
  if (!typed && !explicit) return null;
  const response = await fetch(field.dataset.next, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query: text, place, typed }),
  });
  const found = response.ok ? await response.json() : [];
  const options = found.map(({ text: written, label, rows }) => ({
    label: written, displayLabel: label || written, detail: (label ? written.slice(0, 40) + " · " : "") + rows.toLocaleString("en") + (rows === 1 ? " row" : " rows"),
  }));
  if (/^[A-Za-z]+$/.test(typed)) {
    const fits = (word) => word.toUpperCase().startsWith(typed.toUpperCase());
    options.push(...[...new Set(KEYWORDS)].filter(fits).map((label) => ({ label, type: "keyword" })), ...FUNCTIONS.filter(fits).map((label) => ({ label, apply: label + "(", type: "function" })));
  }
  return { options };
}

const editor = editorFor(field, { complete, run: () => ask(), label: "SPARQL", describedBy: "Control and Space offers what fits; Control and Enter runs; Escape leaves the box" });
at("query-label").htmlFor = "";
at("query-label").addEventListener("click", () => editor.focus());
at("keys").hidden = false;
markMistake();

function markMistake() {
  const { line, column, said } = at("answer").dataset;
  editor.clear();
  if (Number(line)) editor.mark(Number(line), Number(column), said);
}

// Show the answer of `address`, a link or a form's; it is pushed to the history unless it comes from there.
async function show(address, { body = null, push = true } = {}) {
  running?.abort();
  const mine = (running = new AbortController());
  at("stop").hidden = false;
  at("working").textContent = "Asking …";
  let markup = "";
  try {
    const response = await fetch(address, { method: body ? "POST" : "GET", body, signal: mine.signal, headers: { Accept: "text/html" } });
    markup = await response.text();
  } catch (error) {
    if (mine === running) at("working").textContent = error.name === "AbortError" ? "Stopped, here and on the server." : "The answer broke off. Is the server still there?";
    if (mine === running) at("stop").hidden = true;
    return;
  }
  if (mine !== running) return;
  at("stop").hidden = true;
  at("working").textContent = "";
  if (push) history.pushState(null, "", body ? location.href : address);
  put(new DOMParser().parseFromString(markup, "text/html"), push);
}

function put(page, focus) {
  document.title = page.title;
  const fresh = page.getElementById("query");
  if (!fresh) return at("main").replaceChildren(...page.getElementById("main").childNodes);
  if (fresh.textContent !== editor.text) editor.text = fresh.textContent;
  page.querySelectorAll("header").forEach((head) => { if (head.querySelector("#question")) at("question").parentElement.replaceWith(head); });
  at("answer").replaceWith(page.getElementById("answer"));
  const current = page.querySelector("#questions [aria-current]")?.getAttribute("href");
  document.querySelectorAll("#questions a").forEach((link) => link.getAttribute("href") === current ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current"));
  markMistake();
  prepareLink();
  if (focus && !at("answer").hidden) {
    at("answer").focus({ preventScroll: true });
    at("question").scrollIntoView({ block: "start" });
  }
}

function ask() {
  const asked = new URLSearchParams({ query: editor.text, timeout: at("timeout").value });
  const address = form.action + "?" + asked;
  if (address.length < 6000) show(address);
  else show(form.action, { body: asked });
}

function prepareLink() {
  const link = at("link");
  link?.addEventListener("click", async (event) => {
    event.preventDefault();
    try { await navigator.clipboard.writeText(link.href); link.textContent = "Copied"; } catch { location.href = link.href; }
  });
}

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
at("stop").addEventListener("click", () => { running?.abort(); at("run").focus(); });
addEventListener("popstate", () => show(location.href, { push: false }));
prepareLink();
at("questions").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href);
});

const words = at("f");
words.addEventListener("input", () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const group of at("questions").children) {
    const reader = group.querySelector("summary").textContent.toLowerCase();
    let here = 0;
    for (const item of group.querySelectorAll("li")) {
      const fits = wanted.every((word) => (item.textContent + reader).toLowerCase().includes(word));
      item.hidden = !fits;
      here += fits;
    }
    group.hidden = !here;
    if (wanted.length) group.open = true;
    found += here;
  }
  at("none").textContent = found ? "" : "No question has these words.";
});
at("filter").addEventListener("submit", (event) => event.preventDefault());
if (!at("answer").hidden) at("answer").focus({ preventScroll: true });
