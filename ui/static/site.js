// What makes pages quicker to use; each works without it.
"use strict";

document.documentElement.classList.add("js");
for (const element of document.querySelectorAll(".js-only")) element.hidden = false;

// "/" goes to the search box, as long as nothing is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A ticked facet searches at once; the button stays for those who want to choose several first.
for (const form of document.querySelectorAll("[data-auto-submit]")) {
  form.addEventListener("change", (event) => {
    const sheet = form.querySelector(".filter-switch:checked"); // a phone's sheet stays until its own button is pressed
    if (!sheet && event.target.matches('input[type="checkbox"][name]')) form.requestSubmit();
  });
  // Empty fields stay out of the address, so that it can be read and shared.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
