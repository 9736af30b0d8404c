/* Small habits of every page: copy buttons. ES2017, no library. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    var done = function () { button.textContent = button.getAttribute("data-copied") || "✓"; };
    if (navigator.clipboard) navigator.clipboard.writeText(button.getAttribute("data-copy")).then(done);
  });
  // A link to the form that says "this is wrong" opens it.
  if (location.hash === "#contest") {
    var form = document.getElementById("contest");
    if (form) form.open = true;
  }
  // An embed tells its height, to the page around it and in its own mark-up.
  if (document.documentElement.classList.contains("embed")) {
    var tell = function () {
      var height = Math.ceil(document.body.scrollHeight);
      document.documentElement.setAttribute("data-height", String(height));
      if (window.parent !== window) window.parent.postMessage({ source: "tiaokuai", height: height }, "*");
    };
    tell();
    window.addEventListener("load", tell);
    window.addEventListener("resize", tell);
  }
})();
