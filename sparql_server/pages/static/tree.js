"use strict";
// Makes the nested lists of classes an ARIA tree: one tab stop, arrows, Home, End, letters, Enter; branches are loaded
// when they are opened. Without it each class is a link, and so is the way to open it.
const tree = document.querySelector("ul.tree");
const LETTERS_MS = 700; // between letters that belong to one word

if (tree && tree.querySelector("li[data-at]")) {
  let typed = "";
  let last = 0;

  const items = () => [...tree.querySelectorAll("[role=treeitem]")].filter((item) => !item.parentElement.closest("[aria-expanded=false]"));
  const group = (item) => item.querySelector(":scope > ul");
  const parent = (item) => item.parentElement.closest("[role=treeitem]");

  function focus(item) {
    if (!item) return;
    tree.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
    item.focus();
  }

  function dress(item, level) {
    const link = item.querySelector(":scope > a");
    const open = item.querySelector(":scope > a.open");
    const details = item.querySelector(":scope > details");
    item.setAttribute("role", "treeitem");
    item.setAttribute("aria-level", level);
    item.setAttribute("aria-label", item.dataset.label || link.textContent);
    item.tabIndex = -1;
    link.tabIndex = -1;
    if (link.hasAttribute("aria-current")) item.setAttribute("aria-current", "page");
    if (!open && !details) return;
    const turn = document.createElement("span");
    turn.className = "turn";
    turn.setAttribute("aria-hidden", "true");
    turn.addEventListener("click", (event) => {
      event.stopPropagation();
      toggle(item);
    });
    item.prepend(turn);
    if (details) {
      const list = details.querySelector("ul");
      details.replaceWith(list);
      list.setAttribute("role", "group");
      for (const child of list.children) dress(child, level + 1);
    }
    open?.remove();
    mark(item, Boolean(details));
  }

  function mark(item, isOpen) {
    item.setAttribute("aria-expanded", String(isOpen));
    item.querySelector(":scope > .turn").textContent = isOpen ? "▾" : "▸";
    if (group(item)) group(item).hidden = !isOpen;
  }

  function made(branch, level) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = tree.dataset.root + branch.page;
    link.textContent = branch.name;
    item.dataset.at = branch.at;
    item.append(link);
    if (branch.worked) {
      item.className = "worked";
      item.dataset.label = branch.name + " (worked out)";
    }
    if (branch.below) {
      const count = document.createElement("span");
      const open = document.createElement("a");
      count.className = "soft small";
      count.textContent = " " + branch.below;
      open.className = "open";
      item.append(count, open);
    }
    dress(item, level);
    return item;
  }

  async function toggle(item) {
    const isOpen = item.getAttribute("aria-expanded") === "true";
    if (!isOpen && !group(item)) {
      const list = document.createElement("ul");
      list.setAttribute("role", "group");
      item.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(tree.dataset.below + "?at=" + encodeURIComponent(item.dataset.at));
        if (!response.ok) throw new Error(String(response.status));
        const level = Number(item.getAttribute("aria-level")) + 1;
        list.append(...(await response.json()).map((branch) => made(branch, level)));
        item.append(list);
      } catch {
        location.assign("?at=" + encodeURIComponent(item.dataset.at)); // the page opens it, or says why not
        return;
      } finally {
        item.removeAttribute("aria-busy");
      }
    }
    mark(item, !isOpen);
  }

  function letter(key, item) {
    const now = performance.now();
    typed = now - last < LETTERS_MS ? typed + key : key;
    last = now;
    const all = items();
    const from = all.indexOf(item) + (typed.length === 1 ? 1 : 0);
    const order = [...all.slice(from), ...all.slice(0, from)];
    focus(order.find((each) => each.getAttribute("aria-label").toLowerCase().startsWith(typed)));
  }

  tree.setAttribute("role", "tree");
  tree.setAttribute("aria-label", "Classes");
  for (const item of tree.children) dress(item, 1);
  const current = tree.querySelector("[role=treeitem][aria-current]") || tree.querySelector("[role=treeitem]");
  current.tabIndex = 0;
  if (current.hasAttribute("aria-current")) current.scrollIntoView({ block: "center" });

  tree.addEventListener("keydown", (event) => {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items();
    const at = all.indexOf(item);
    const expanded = item.getAttribute("aria-expanded");
    const moves = {
      ArrowDown: () => focus(all[at + 1]),
      ArrowUp: () => focus(all[at - 1]),
      Home: () => focus(all[0]),
      End: () => focus(all[all.length - 1]),
      Enter: () => item.querySelector(":scope > a").click(),
      ArrowRight: () => (expanded === "false" ? toggle(item) : focus(group(item)?.querySelector("[role=treeitem]"))),
      ArrowLeft: () => (expanded === "true" ? toggle(item) : focus(parent(item))),
    };
    if (moves[event.key]) moves[event.key]();
    else if (event.key.length === 1 && event.key !== " ") letter(event.key.toLowerCase(), item);
    else return;
    event.preventDefault();
  });
}
