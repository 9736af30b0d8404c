/* Click the words, see the task; click the task's number, see the words. ES2017. */
(function () {
  "use strict";
  var chosen = [];
  function choose(id) {
    chosen.forEach(function (e) { e.classList.remove("chosen"); });
    chosen = Array.from(document.querySelectorAll('mark[data-for="' + CSS.escape(id) + '"]'));
    var row = document.getElementById(id);
    if (row) chosen.push(row);
    chosen.forEach(function (e) { e.classList.add("chosen"); });
    return row;
  }
  function within(box, element) {
    box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 4;
  }
  // "This is wrong" at a role or target: the page's own form, about exactly these words.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-contest]");
    var form = document.getElementById("contest");
    var place = document.getElementById("contest-evidence");
    if (!link || !form || !place) return;
    event.preventDefault();
    place.value = link.dataset.contest;
    document.getElementById("contest-about").textContent = link.dataset.words + " · " + link.dataset.contest;
    form.open = true;
    form.querySelector("textarea").focus();
  });
  var source = document.querySelector(".source");
  var tasks = document.querySelector(".tasks");
  if (!source || !tasks) return;
  source.addEventListener("click", function (event) {
    var mark = event.target.closest("mark[data-for]");
    if (!mark) return;
    var row = choose(mark.dataset.for);
    if (row) within(tasks, row);
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#s-"]');
    if (!link) return;
    var id = link.getAttribute("href").slice(3);
    var words = document.getElementById("s-" + id);
    if (!words) return;
    event.preventDefault();
    choose(id);
    within(source, words);
    source.focus({ preventScroll: true });
    history.replaceState(null, "", link.getAttribute("href"));
  });
  if (location.hash.indexOf("#s") === 0) {
    var at = /^#s(\d+)$/.exec(location.hash);
    var place = at ? document.querySelector('[data-start="' + at[1] + '"]') : document.getElementById(location.hash.slice(1));
    if (place) within(source, place);
  }
})();
