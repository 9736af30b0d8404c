/* Small habits of every page: copy buttons. ES2017, no library. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    var done = function () { button.textContent = button.getAttribute("data-copied") || "✓"; };
    if (navigator.clipboard) navigator.clipboard.writeText(button.getAttribute("data-copy")).then(done);
  });
})();
