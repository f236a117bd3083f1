// The clerk's desk: files dropped or chosen go up one by one, and the list follows them to their end.
"use strict";

const form = document.querySelector("[data-upload]");
const list = document.querySelector("[data-files]");
const refusals = document.querySelector("[data-refusals]");
const known = document.querySelector("[data-known]");
const status = document.querySelector("[data-status]");
const PAUSE = 1500;
let following = false;
let shown = "";

// Drawn anew only when something changed, so that the keyboard's place in the list is not lost each time.
function draw(html) {
  if (html === shown) return;
  shown = html;
  const open = [...list.querySelectorAll("details[open]")].map((one) => one.closest("[id]").id);
  list.innerHTML = html; // our own server's markup, made by the same template as the page
  for (const id of open) list.querySelector(`#${id} details`)?.setAttribute("open", "");
}

async function follow() {
  if (following) return;
  following = true;
  try {
    for (let busy = true; busy; ) {
      const answer = await fetch("/bien-tap/tep.json" + location.search, { headers: { Accept: "application/json" } });
      if (!answer.ok) break;
      const news = await answer.json();
      draw(news.html);
      busy = news.busy;
      status.textContent = busy ? "Đang đọc tệp…" : "Đã đọc xong các tệp.";
      if (busy) await new Promise((done) => setTimeout(done, PAUSE));
    }
  } finally {
    following = false;
  }
}

function refuse(name, remedy, reason) {
  const line = document.createElement("p");
  line.className = "problem";
  const bold = document.createElement("b");
  bold.textContent = name;
  const code = document.createElement("code");
  code.textContent = reason;
  line.append(bold, `: ${remedy} `, code);
  refusals.append(line);
}

// Bytes that came before make no new entry in the list: without a word, nothing would seem to have happened.
function told(name, text, href) {
  const line = document.createElement("p");
  const bold = document.createElement("b");
  bold.textContent = name;
  line.append(bold, `: ${text} `);
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = "Xem kết quả";
    line.append(link);
  }
  known.append(line);
}

async function send(files) {
  refusals.replaceChildren();
  known.replaceChildren();
  const button = form.querySelector("button");
  button.disabled = true;
  for (const file of files) {
    const body = new FormData();
    body.append("tep", file);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const news = await answer.json();
      if (!answer.ok) refuse(file.name, news.detail || news.title, news.reason || String(answer.status));
      for (const one of news.refused || []) refuse(one.name, one.remedy, one.reason);
      for (const one of news.known || []) told(one.name, one.text, one.href);
    } catch {
      refuse(file.name, "Không gửi được tệp. Hãy kiểm tra kết nối mạng rồi thử lại.", "network");
    }
    follow();
  }
  button.disabled = false;
  form.reset();
}

if (form && list) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send([...form.querySelector('input[type="file"]').files]);
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    send([...event.dataTransfer.files]);
  });
  if ("busy" in list.dataset) follow();
}
