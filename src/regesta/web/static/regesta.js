// What pages can do beyond links and forms; they work without it.
"use strict";

// --- review by keyboard: j k move, a r e decide, u undoes ------------------------------------------------------------
(function () {
  const queue = document.querySelector("[data-review] .queue");
  if (!queue) return;
  const items = Array.from(queue.querySelectorAll(":scope > li[id]"));
  let at = -1;
  function go(to) {
    if (!items.length) return;
    at = Math.max(0, Math.min(items.length - 1, to));
    items.forEach((item, n) => item.classList.toggle("here", n === at));
    items[at].focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "center" });
  }
  const named = items.findIndex((item) => "#" + item.id === location.hash);
  if (named >= 0) go(named);
  else if (items.length) { at = 0; items[0].classList.add("here"); }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "u") { const undo = document.querySelector('[data-key="u"]'); if (undo) undo.click(); }
    else if ("are".includes(event.key) && at >= 0) {
      const button = items[at].querySelector('[data-key="' + event.key + '"]');
      if (!button) return;
      button.click();
      if (event.key === "e") { const field = items[at].querySelector(".edit select"); if (field) field.focus(); }
    } else return;
    event.preventDefault();
  });
})();
