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

// --- sending documents in: how much is sent, and how far the reading has come ----------------------------------------
(function () {
  const form = document.querySelector("form[data-upload]");
  if (form && window.XMLHttpRequest) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const bar = form.querySelector("progress"), said = form.querySelector("output");
      const sending = new XMLHttpRequest();
      bar.hidden = false;
      sending.upload.onprogress = (step) => { if (step.lengthComputable) { bar.max = step.total; bar.value = step.loaded; } };
      sending.onload = () => {
        if (sending.responseURL && /\/upload\/[\w-]+$/.test(sending.responseURL)) { location.assign(sending.responseURL); return; }
        const page = new DOMParser().parseFromString(sending.responseText, "text/html");
        const told = page.querySelector("main p");
        said.textContent = told ? told.textContent : sending.responseText;
        bar.hidden = true;
      };
      sending.onerror = () => { said.textContent = "The sending broke off; try again."; bar.hidden = true; };
      sending.open("POST", form.action);
      sending.send(new FormData(form));
    });
  }
  const job = document.querySelector("[data-job]");
  if (job && (job.dataset.status === "waiting" || job.dataset.status === "reading")) {
    const look = () => fetch("/upload/" + job.dataset.job + ".json").then((answer) => answer.json()).then((now) => {
      job.querySelector("progress").value = now.outcomes.length;
      job.querySelector("output").textContent = now.outcomes.length + " of " + now.files.length + " read";
      if (now.status === "done" || now.status === "failed") location.reload();
      else setTimeout(look, 700);
    });
    setTimeout(look, 400);
  }
})();
