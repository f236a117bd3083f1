// The page view: a line under the pointer lights up in the picture and in the text.
"use strict";

for (const [from, to] of [[".lines p", "rect"], ["rect[data-line]", "p"]]) {
  for (const element of document.querySelectorAll(from)) {
    const id = element.dataset.line || element.id;
    const twin = to === "p" ? document.getElementById(id) : document.querySelector(`rect[data-line="${id}"]`);
    if (!twin) continue;
    element.addEventListener("pointerenter", () => twin.classList.add("over"));
    element.addEventListener("pointerleave", () => twin.classList.remove("over"));
  }
}
