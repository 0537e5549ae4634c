"use strict";
// Comfort only: everything works without this file.
(() => {
  const on = (name, run) => document.addEventListener(name, run);

  // Saved replies go into the field they belong to.
  on("click", (event) => {
    const button = event.target.closest("[data-reply]");
    if (!button) return;
    const field = document.getElementById(button.dataset.reply);
    field.value = field.value ? `${field.value}\n${button.dataset.words}` : button.dataset.words;
    field.focus();
  });

  // Keys: one per choice at the desk, j and k through a list, "/" to the search.
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const step = (by) => {
    const links = [...document.querySelectorAll(".row-link")];
    const here = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, here + by))];
    if (next) next.focus();
  };
  on("keydown", (event) => {
    if (document.body.dataset.keys === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("q");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else {
      const choice = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (choice) {
        event.preventDefault();
        choice.click();
        const field = choice.matches("summary") && choice.parentElement.querySelector("select");
        if (field) field.focus();
      }
    }
  });

  // The tab one is on stands in sight, also where the row is longer than the screen.
  for (const here of document.querySelectorAll(".tabs [aria-current], .boxes [aria-current]")) {
    const row = here.parentElement;
    const gap = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
    if (row.scrollWidth > row.clientWidth) row.scrollLeft = gap;
  }

  // Ticked tickets bring the form for all of them into sight, with their number.
  const picks = [...document.querySelectorAll("input[name=ticket]")];
  const bulk = document.querySelector(".bulk");
  const count = () => {
    const picked = picks.filter((pick) => pick.checked).length;
    bulk.classList.toggle("is-picked", picked > 0);
    // On a telephone it would hide the list that is being ticked: there its heading waits at the edge.
    if (matchMedia("(min-width: 641px)").matches) bulk.open = picked > 0;
    bulk.querySelector("[data-picked]").textContent = picked || "";
  };
  if (bulk) {
    const all = bulk.querySelector("[data-pick-all]");
    all.hidden = false;
    all.addEventListener("click", () => {
      const every = picks.every((pick) => pick.checked);
      for (const pick of picks) pick.checked = !every;
      count();
    });
    on("change", (event) => { if (event.target.name === "ticket") count(); });
  }

  // A chart longer than the screen shows its newest end.
  for (const box of document.querySelectorAll(".chart-box")) box.scrollLeft = box.scrollWidth;

  // A form is sent once.
  on("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.method === "post") event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Numbers that change while somebody watches.
  const places = document.querySelectorAll("[data-live]");
  const source = document.body.dataset.stream;
  if (source && places.length && "EventSource" in window) {
    const stream = new EventSource(source);
    stream.onmessage = (event) => {
      const numbers = JSON.parse(event.data);
      for (const place of places) {
        const value = numbers[place.dataset.live];
        if (value !== undefined && place.textContent !== value) place.textContent = value;
      }
    };
    window.addEventListener("pagehide", () => stream.close());
  }
})();
