"use strict";

for (const choice of document.querySelectorAll("[name=language]"))
  choice.addEventListener("change", () => { document.documentElement.lang = choice.id.slice(-2); });

const columnOf = (row, column) => row.cells[column];

function sortable(table) {
  const body = table.tBodies[0], lines = [...body.rows];
  const heads = [...table.tHead.querySelectorAll("[data-column]")];
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    if (!button.textContent) continue;
    head.append(button);
    button.addEventListener("click", () => {
      const column = head.dataset.column;
      const isOfFigures = lines.some((row) => columnOf(row, column).dataset.key !== undefined);
      const orders = isOfFigures ? ["descending", "ascending"] : ["ascending", "descending"];
      const order = orders[orders.indexOf(head.ariaSort) + 1];
      for (const each of heads) each.ariaSort = each === head && order ? order : null;
      body.append(...(order ? sorted(lines, column, isOfFigures, order) : lines));
    });
  }
}

function sorted(lines, column, isOfFigures, order) {
  const language = document.documentElement.lang === "zh" ? "zh-CN" : "en";
  const words = new Intl.Collator(language, { numeric: true });
  const keyed = lines.map((row) => {
    const cell = columnOf(row, column);
    return { row, key: isOfFigures ? cell.dataset.key : cell.innerText.trim() };
  });
  const isThere = ({ key }) => key !== undefined && key !== "—" && key !== "";
  const sign = order === "descending" ? -1 : 1;
  const compare = isOfFigures ? (a, b) => a.key - b.key : (a, b) => words.compare(a.key, b.key);
  const there = keyed.filter(isThere).sort((a, b) => sign * compare(a, b));
  return [...there, ...keyed.filter((each) => !isThere(each))].map(({ row }) => row);
}

function filterable(table) {
  const tools = document.querySelector("#tools").content.cloneNode(true);
  const input = tools.querySelector("input"), output = tools.querySelector("output");
  const lines = [...table.tBodies[0].rows];
  output.querySelector(".all").textContent = lines.length;
  output.querySelector(".sums").hidden = !table.tFoot;
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of lines) {
      const words = row.textContent.toLowerCase();
      row.hidden = !wanted.every((each) => words.includes(each));
    }
    output.querySelector(".shown").textContent = lines.filter((row) => !row.hidden).length;
    output.hidden = !wanted.length;
  });
  table.closest(".table").prepend(tools);
}

for (const table of document.querySelectorAll("[data-sortable]")) {
  sortable(table);
  if (table.tBodies[0].rows.length > 5) filterable(table);
}

let pinned = null;

function origin(event) {
  const button = event.target.closest?.("[popovertarget]");
  return [button, button && document.getElementById(button.getAttribute("popovertarget"))];
}

function show(event) {
  const [button, popover] = origin(event);
  if (popover?.showPopover && !pinned && !popover.matches(":popover-open"))
    popover.showPopover({ source: button });
}

function hide(event) {
  const [, popover] = origin(event);
  if (popover?.hidePopover && popover !== pinned && popover.matches(":popover-open"))
    popover.hidePopover();
}

document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") show(event); });
document.addEventListener("pointerout", (event) => { if (event.pointerType === "mouse") hide(event); });
document.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) show(event); });
document.addEventListener("focusout", hide);
document.addEventListener("click", (event) => {
  const [button, popover] = origin(event);
  if (!popover?.showPopover) return;
  event.preventDefault();
  pinned = pinned === popover ? null : popover;
  if (!pinned) popover.hidePopover();
  else if (!popover.matches(":popover-open")) popover.showPopover({ source: button });
});
document.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && event.target === pinned) pinned = null;
}, true);

for (const table of document.querySelectorAll("table")) {
  const within = () => [...table.querySelectorAll("[popovertarget]")];
  within().slice(1).forEach((button) => { button.tabIndex = -1; });
  table.addEventListener("keydown", (event) => {
    const from = event.target.closest("[popovertarget]");
    if (!from || !event.key.startsWith("Arrow")) return;
    const to = neighbour(table, from.closest("td, th"), event.key);
    if (!to) return;
    event.preventDefault();
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus({ focusVisible: true });
  });
}

function neighbour(table, cell, key) {
  const rows = [...table.rows].filter((row) => !row.hidden);
  const down = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  let row = rows.indexOf(cell.parentElement) + down, column = cell.cellIndex + across;
  for (; rows[row]?.cells[column]; row += down, column += across) {
    const found = rows[row].cells[column].querySelector("[popovertarget]");
    if (found) return found;
  }
  return null;
}
