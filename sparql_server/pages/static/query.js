"use strict";
// Runs the query in the box and shows its answer; without scripts the form still works.
const form = document.getElementById("ask");
const box = document.getElementById("query");
const answer = document.getElementById("answer");
const stop = document.getElementById("stop");
const prefixes = JSON.parse(document.body.dataset.prefixes);
const SHOWN = 500;
let running = null;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// The prefixed name of an IRI, by the longest beginning that is known; the IRI itself where none fits.
const beginnings = Object.entries(prefixes).sort((one, other) => other[1].length - one[1].length);
function short(iri) {
  const known = beginnings.find(([, start]) => iri.startsWith(start) && /^[^\s\/#?]+$/.test(iri.slice(start.length)));
  return known ? known[0] + ":" + iri.slice(known[1].length) : iri;
}

function cell(term) {
  const made = element("td");
  if (term && term.type === "uri" && /^https?:/.test(term.value)) {
    const link = element("a", short(term.value));
    link.href = link.title = term.value;
    link.rel = "noreferrer";
    made.append(link);
  } else if (term) {
    made.textContent = term.type === "bnode" ? "_:" + term.value : term.type === "triple" ? JSON.stringify(term.value) : term.value;
    if (term["xml:lang"]) made.append(element("span", " @" + term["xml:lang"], "hint"));
  }
  return made;
}

function table(results) {
  const made = element("table");
  const head = made.createTHead().insertRow();
  for (const name of results.head.vars) {
    const title = element("th", name);
    title.scope = "col";
    head.append(title);
  }
  const body = made.createTBody();
  for (const row of results.results.bindings.slice(0, SHOWN)) body.insertRow().append(...results.head.vars.map((name) => cell(row[name])));
  return made;
}

async function show(response, seconds) {
  const kind = response.headers.get("Content-Type") || "";
  const took = seconds.toFixed(2) + " s";
  if (!response.ok) {
    const problem = kind.includes("json") ? await response.json() : { detail: await response.text() };
    answer.replaceChildren(element("p", problem.detail, "problem"));
  } else if (kind.includes("sparql-results+json")) {
    const results = await response.json();
    if ("boolean" in results) return answer.replaceChildren(element("p", (results.boolean ? "yes" : "no") + ", " + took));
    const count = results.results.bindings.length;
    const shown = count > SHOWN ? ", the first " + SHOWN + " shown" : "";
    answer.replaceChildren(element("p", count + (count === 1 ? " solution, " : " solutions, ") + took + shown, "hint"), table(results));
  } else {
    answer.replaceChildren(element("p", took, "hint"), element("pre", await response.text()));
  }
}

function declarePrefixes() {
  const bare = box.value.replace(/"(?:[^"\\]|\\.)*"|<[^<>\s]*>|#.*/g, " ");
  const declared = new Set(Array.from(box.value.matchAll(/PREFIX\s+([\w.-]*):/gi), (found) => found[1]));
  const used = new Set(Array.from(bare.matchAll(/(?<![\w:])([A-Za-z][\w.-]*):/g), (found) => found[1]));
  const missing = Array.from(used).filter((name) => name in prefixes && !declared.has(name));
  box.value = missing.map((name) => "PREFIX " + name + ": <" + prefixes[name] + ">\n").join("") + box.value;
}

async function run() {
  declarePrefixes();
  if (running) running.abort();
  const mine = (running = new AbortController());
  const started = performance.now();
  stop.hidden = false;
  history.replaceState(null, "", "?" + new URLSearchParams({ query: box.value }));
  answer.replaceChildren(element("p", "asking…", "hint"));
  try {
    const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.9", "Content-Type": "application/sparql-query" };
    const response = await fetch("sparql", { method: "POST", headers, body: box.value, signal: mine.signal });
    await show(response, (performance.now() - started) / 1000);
  } catch (error) {
    if (mine === running) answer.replaceChildren(element("p", error.name === "AbortError" ? "stopped" : "the answer broke off: " + error.message, "problem"));
  }
  if (mine === running) stop.hidden = true;
}

form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
box.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } });
stop.addEventListener("click", () => { if (running) running.abort(); });
for (const button of document.querySelectorAll("[data-query]")) {
  button.addEventListener("click", () => { box.value = button.dataset.query; run(); });
}
const asked = new URLSearchParams(location.search).get("query"); // a link to a query runs it
if (asked) { box.value = asked; run(); }
