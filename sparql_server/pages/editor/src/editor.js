// A CodeMirror editor in the place of a textarea, which stays the form's field.
//
// It lives in a shadow root: there CodeMirror adopts its style sheets, where in the page it would add a style element,
// which the page's content security policy forbids.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--rule)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--yes)" },
  { tag: [tags.string, tags.literal], color: "var(--open)" },
  { tag: tags.number, color: "var(--open)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.namespace, tags.propertyName, tags.url, tags.atom], color: "var(--link)" },
]);
const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", border: "1px solid var(--edge)", borderRadius: "var(--r)", fontSize: ".875rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "var(--least, 12rem)", maxHeight: "34rem" },
  ".cm-content": { padding: ".75rem 0", caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "0", borderRadius: "var(--r) 0 0 var(--r)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--link-bg)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", border: "1px solid var(--edge)", borderRadius: "var(--r)", color: "var(--ink)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "18rem", maxWidth: "min(44rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".25rem .75rem", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { fontFamily: "var(--mono)", fontStyle: "normal", fontSize: ".8125rem", marginLeft: ".75rem" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "650" },
  ".cm-tooltip-lint": { padding: ".25rem" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--no)", padding: ".25rem .75rem" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--no) 2px", textUnderlineOffset: ".2em" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--link-bg)", outline: "1px solid var(--edge)" },
});

/**
 * Put an editor in the place of the textarea `field`.
 *
 * `complete(text, place, explicit)` promises {from, options} or null; `run` answers Ctrl+Enter; `isSparql` colours it.
 */
export function editorFor(field, { complete, run, label, isSparql = true, describedBy = "" }) {
  const host = document.createElement("div");
  host.className = isSparql ? "editor" : "editor low";
  const root = host.attachShadow({ mode: "open" });
  const runs = () => { run(); return true; };
  const leaves = (view) => { view.contentDOM.blur(); field.form.querySelector("button")?.focus(); return true; };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: runs }])),
        ...(isSparql ? [lineNumbers(), sparql()] : [EditorView.lineWrapping]),
        history(), drawSelection(), bracketMatching(), closeBrackets(), indentOnInput(),
        syntaxHighlighting(colours),
        autocompletion({ override: [completing(complete)], icons: false, activateOnTypingDelay: 150, maxRenderedOptions: 50 }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap, { key: "Escape", run: leaves }]),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off", ...(describedBy && { "aria-description": describedBy }) }),
        EditorView.updateListener.of((update) => { if (update.docChanged) field.value = update.state.doc.toString(); }),
        EditorView.domEventHandlers({ beforeinput: replaceHere }),
        look,
      ],
    }),
  });
  field.hidden = true;
  field.after(host);
  return {
    focus: () => view.focus(),
    complete: () => startCompletion(view),
    get text() { return view.state.doc.toString(); },
    set text(value) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }); },
    mark(line, column, message) { mark(view, line, column, message); },
    markAt(place, message) { markAt(view, place, message); },
    clear() { view.dispatch(setDiagnostics(view.state, [])); },
  };
}

// Chromium keeps the look of coloured text that is written over, by a style attribute, which the policy of the page
// forbids; so what replaces a selection is put in here.
function replaceHere(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || !event.data || empty || view.composing) return false;
  event.preventDefault();
  const change = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const handled = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, event.data, change));
  if (!handled) view.dispatch(change());
  return true;
}

function completing(complete) {
  return async (context) => {
    const typed = context.matchBefore(/[^\s{}()[\];,"<>|^/]*$/);
    const found = await complete(context.state.doc.toString(), context.pos, context.explicit, typed ? typed.text : "");
    if (!found || context.aborted) return null;
    return { from: found.from ?? typed?.from ?? context.pos, options: found.options, filter: false };
  };
}

function mark(view, line, column, message) {
  const number = Math.min(Math.max(line, 1), view.state.doc.lines);
  const at = view.state.doc.line(number);
  markAt(view, Math.min(at.from + Math.max(column - 1, 0), at.to), message);
}

function markAt(view, place, message) {
  const text = view.state.doc.toString();
  let from = Math.min(place, text.length);
  let to = from + (/^[^\s{}();,]*/.exec(text.slice(from))[0].length || 1);
  if (to > text.length) { to = text.length; from = Math.max(0, to - 1); }
  view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message }]), { selection: { anchor: from }, scrollIntoView: true });
}
