// The culture checker with script: the verdict is renewed in place, names are offered, links are copied.
const at = (id) => document.getElementById(id);
const here = location.pathname;
let running = null;

// Show the page at `address`, or what a form that is posted leads to; it is pushed to the history unless it comes from there.
async function show(address, { body = null, push = true } = {}) {
  running?.abort();
  const mine = (running = new AbortController());
  at("working").textContent = "Checking …";
  try {
    const response = await fetch(address, { method: body ? "POST" : "GET", body, signal: mine.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine !== running) return;
    if (push) history.pushState(null, "", body && !response.redirected ? location.href : response.url);
    put(page);
  } catch (error) {
    if (error.name !== "AbortError") at("working").textContent = "The answer broke off. Is the server still there?";
  }
}

function put(page) {
  document.title = page.title;
  at("main").replaceChildren(...page.getElementById("main").childNodes);
  prepare();
  lead();
}

// Lead to the verdict, or to what is wrong.
function lead() {
  const place = at("slip") ?? at("verdict");
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

function prepare() {
  for (const form of document.querySelectorAll("main form")) form.addEventListener("submit", send);
  for (const input of document.querySelectorAll("input[data-list]")) input.addEventListener("focus", () => offer(input), { once: true });
  const link = at("link");
  link?.addEventListener("click", async (event) => {
    event.preventDefault();
    try { await navigator.clipboard.writeText(link.href); link.textContent = "Copied"; } catch { location.href = link.href; }
  });
}

function send(event) {
  if (event.submitter?.hasAttribute("formaction")) return; // a file
  event.preventDefault();
  const said = new URLSearchParams(new FormData(event.target, event.submitter));
  if (event.target.method === "post") show(event.target.action, { body: said });
  else show(event.target.action + "?" + said);
}

// Offer the names that may be written, once somebody comes to write.
async function offer(input) {
  const response = await fetch(input.dataset.list, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const list = document.createElement("datalist");
  list.id = "names-" + input.id;
  const [entries] = Object.values(await response.json());
  list.append(...entries.map(({ label, names }) => Object.assign(document.createElement("option"), { value: label, label: names.slice(0, 3).join(", ") || label })));
  input.after(list);
  input.setAttribute("list", list.id);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("main a");
  if (!link || link.id === "link" || link.pathname !== here || link.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (/[?&]format=/.test(link.search)) return;
  event.preventDefault();
  show(link.href);
});
addEventListener("popstate", () => show(location.href, { push: false }));
prepare();
if (at("verdict")) at("verdict").focus({ preventScroll: true });
