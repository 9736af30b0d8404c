/* Judge by key: a accept, m accept as modified, r reject, s skip, u undo. ES2017. */
(function () {
  "use strict";
  var list = document.getElementById("review");
  if (!list) return;
  var items = Array.from(list.children);
  var line = document.getElementById("review-line");
  var undo = document.getElementById("review-undo");
  var at = 0;
  var last = null;
  var skipped = Number(list.dataset.skip);
  function send(body) {
    return fetch("/v1/decisions", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
      .then(function (answer) {
        return answer.json().then(function (told) {
          if (!answer.ok) throw new Error(told.detail || told.title);
          return told;
        });
      });
  }
  function show(index) {
    items.forEach(function (item, i) { item.hidden = i !== index; });
    if (index < items.length) { items[index].focus(); line.textContent = (index + 1) + " / " + items.length; return; }
    line.textContent = list.dataset.done;
    var next = new URL(location.href);
    next.searchParams.set("skip", skipped);
    location.replace(next);
  }
  function judge(verb, state) {
    var item = items[at];
    if (!item) return;
    if (verb === "skip") { skipped += 1; at += 1; show(at); return; }
    send({ verb: verb, evidence: item.dataset.evidence, measure_id: item.dataset.measure, by: list.dataset.by, value: state || null })
      .then(function (told) { last = told.id; undo.disabled = false; at += 1; show(at); })
      .catch(function (error) { line.textContent = String(error.message); });
  }
  function takeBack() {
    if (!last) return;
    send({ verb: "undo", value: last, by: list.dataset.by }).then(function () {
      last = null; undo.disabled = true; at = Math.max(0, at - 1); show(at);
    }).catch(function (error) { line.textContent = String(error.message); });
  }
  list.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-verb]");
    if (button) judge(button.dataset.verb, button.dataset.state);
  });
  undo.addEventListener("click", takeBack);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    var act = { a: ["accept"], m: ["accept", "adopted_modified"], r: ["reject"], s: ["skip"] }[event.key];
    if (act) judge(act[0], act[1]);
    if (event.key === "u") takeBack();
  });
  if (items[0]) items[0].focus();
})();
