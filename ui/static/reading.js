// The document page: the picture beside the text follows the reader, the contents show the place.
"use strict";

const page = document.querySelector("[data-document]");
const pane = document.querySelector("[data-pane]");

function shown(element) {
  return element && element.offsetParent !== null;
}

if (page && pane) {
  const parts = JSON.parse(page.dataset.parts); // [file, its first page, that page's number in the document]
  const first = Number(page.dataset.firstPage);
  const last = Number(page.dataset.lastPage);
  const holder = pane.querySelector("[data-pane-picture]");
  const steps = pane.querySelector(".pane-steps");
  const open = pane.querySelector("[data-pane-open]");
  const kept = new Map();
  let wanted = "";
  let number = Number(pane.querySelector("[data-pane-page]").textContent);

  function path(n) {
    const [file, own, at] = parts.findLast((part) => n >= part[2]) ?? parts[0];
    return `/tep/${file}/trang/${own + n - at}`;
  }

  const address = (n, box) => path(n) + (box ? `?o=${box}` : "");

  async function fragment(n, box) {
    const place = `${path(n)}/hinh` + (box ? `?o=${box}` : "");
    if (!kept.has(place)) {
      const answer = await fetch(place);
      if (!answer.ok) return null;
      kept.set(place, await answer.text());
    }
    return kept.get(place);
  }

  async function show(n, box) {
    if (wanted === `${n}:${box}` || !shown(pane)) return;
    wanted = `${n}:${box}`;
    const html = await fragment(n, box).catch(() => null);
    if (html === null || wanted !== `${n}:${box}`) return;
    number = n;
    holder.innerHTML = html; // our own server's markup, made by the same template as the page
    pane.querySelector("[data-pane-page]").textContent = n;
    open.href = address(n, box);
    back.disabled = n <= first;
    on.disabled = n >= last;
  }

  function step(label, by) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => show(number + by, ""));
    steps.prepend(button);
    return button;
  }

  const on = step("Sau", 1);
  const back = step("Trước", -1);
  back.disabled = number <= first;
  on.disabled = number >= last;

  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-page]");
    if (!link || !shown(pane) || pane.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(Number(link.dataset.page), link.dataset.box || "");
  });

  follow((unit) => show(Number(unit.dataset.at), unit.dataset.atBox || ""));
}

// Calls back with the unit that stands at the reading line, a third down the window.
function follow(arrived) {
  const units = [...document.querySelectorAll(".law [data-at]")];
  const entries = new Map();
  for (const link of document.querySelectorAll(".contents-wide a")) {
    entries.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  let waiting = 0;
  let current = null;

  function look() {
    waiting = 0;
    const line = window.innerHeight / 3;
    let low = 0;
    let high = units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle].getBoundingClientRect().top <= line) low = middle + 1;
      else high = middle;
    }
    const unit = units[Math.max(0, low - 1)];
    if (!unit || unit === current) return;
    current = unit;
    let listed = unit;
    while (listed && !entries.has(listed.id)) listed = listed.parentElement?.closest("[data-at]");
    for (const link of entries.values()) link.classList.remove("here");
    if (listed) {
      const link = entries.get(listed.id);
      link.classList.add("here");
      const box = link.closest(".contents-wide");
      const top = link.offsetTop - box.offsetTop;
      if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 40) box.scrollTop = top - box.clientHeight / 3;
    }
    arrived(unit);
  }

  window.addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  }, { passive: true });
  if (location.hash) look();
}
