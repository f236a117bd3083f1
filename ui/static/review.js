// Review of a reading: Enter sends an answer without leaving the page, arrows go to the next or last question.
"use strict";

const review = document.querySelector("[data-review]");

function answers() {
  return [...review.querySelectorAll("[data-question] .answer")];
}

function move(from, by) {
  const all = answers();
  const place = from ? all.indexOf(from) : -1;
  const next = all[Math.min(all.length - 1, Math.max(0, place + by))];
  if (!next) return;
  next.focus();
  next.select?.();
}

// The next question that is still open after this one; the same one where none is.
function onward(id) {
  const all = answers();
  const place = all.findIndex((one) => one.closest("[data-question]").id === id);
  const open = (one) => ["open", "offered"].includes(one.closest("[data-question]").dataset.state);
  const next = all.slice(place + 1).find(open);
  if (next) {
    next.focus();
    next.select?.();
  }
}

function tell(question, text) {
  const line = question.querySelector("[data-problem]");
  line.textContent = text;
  line.hidden = !text;
}

function label(input) {
  const button = input.form?.querySelector("button");
  const state = input.closest("[data-question]").dataset.state;
  if (button && state === "open" && input.form.elements.trang) {
    button.textContent = input.value === input.dataset.read ? "Xác nhận" : "Lưu chữ sửa";
  }
}

async function send(form) {
  const question = form.closest("[data-question]");
  const { id } = question;
  const button = form.querySelector("button");
  tell(question, "");
  if (button) button.disabled = true;
  onward(id);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const news = await answer.json();
    if (!answer.ok) {
      tell(question, news.detail || "Không lưu được. Hãy thử lại.");
      return;
    }
    if (news.html) {
      const place = document.createElement("template");
      place.innerHTML = news.html; // our own server's markup, made by the same template as the page
      const focused = question.contains(document.activeElement);
      question.replaceWith(place.content.querySelector("[data-question]"));
      if (focused) document.getElementById(id).querySelector(".answer")?.focus();
    }
    review.querySelector("[data-done]").textContent = news.done;
    review.querySelector("[data-total]").textContent = news.total;
    const bar = review.querySelector("progress");
    bar.max = news.total;
    bar.value = news.done;
  } catch {
    tell(question, "Không gửi được. Hãy kiểm tra kết nối mạng rồi thử lại.");
  } finally {
    if (button) button.disabled = false;
  }
}

if (review) {
  review.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-answer]")) return;
    event.preventDefault();
    send(event.target);
  });
  review.addEventListener("input", (event) => {
    if (event.target.matches("input.answer")) label(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const from = event.target.closest?.(".answer");
    if (!from && event.target !== document.body) return;
    event.preventDefault();
    move(from, event.key === "ArrowDown" ? 1 : -1);
  });
}
