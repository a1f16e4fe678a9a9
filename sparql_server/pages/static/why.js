// The page that says why, with script: an editor for class expressions, what would overturn an answer fetched in place.
import { editorFor } from "./built/editor.js";

const at = (id) => document.getElementById(id);
const field = at("of");

async function complete(text, place) {
  const response = await fetch(field.dataset.next, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text, place }) });
  if (!response.ok) return null;
  const { from, options } = await response.json();
  return { from, options: options.map(({ text: written, label, kind }) => ({ label: written, displayLabel: label || written, type: kind, detail: kind === "keyword" ? "" : kind })) };
}

const editor = editorFor(field, { complete, run: () => field.form.requestSubmit(), label: "Class expression in Manchester syntax", isSparql: false, describedBy: "Control and Space offers what fits; Control and Enter asks; Escape leaves the box" });
at("of-label").htmlFor = "";
at("of-label").addEventListener("click", () => editor.focus());
at("keys").hidden = false;
if (Number(field.dataset.place)) editor.markAt(Number(field.dataset.place) - 1, field.dataset.said);

at("ask-undo")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const link = event.currentTarget;
  link.textContent = "Working it out …";
  try {
    const markup = await (await fetch(link.href, { headers: { Accept: "text/html" } })).text();
    const found = new DOMParser().parseFromString(markup, "text/html").getElementById("undoing");
    at("undoing").replaceWith(found);
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
  } catch { location.href = link.href; }
});

const link = at("link");
link?.addEventListener("click", async (event) => {
  event.preventDefault();
  try { await navigator.clipboard.writeText(link.href); link.textContent = "Copied"; } catch { location.href = link.href; }
});
