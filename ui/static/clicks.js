// Counts which hit of a search is followed: the words, the document and its place, nothing of the reader.
const hits = document.querySelector(".hits[data-asked]");
hits?.addEventListener("click", (event) => {
  const item = event.target.closest("a") && event.target.closest("li[data-document]");
  if (!item) return;
  const form = new FormData();
  form.set("q", hits.dataset.asked);
  form.set("vb", item.dataset.document);
  form.set("hang", String(hits.start + [...hits.children].indexOf(item)));
  navigator.sendBeacon("/tim-kiem/chon", form);
});
