/* The responsibility network: draws vis-network with places computed on the server, labels that never
   overlap, a list of neighbours with evidence, and everything by keyboard. ES2017, no library of our own. */
(function () {
  "use strict";
  var island = document.getElementById("network-data");
  var canvas = document.getElementById("network-canvas");
  if (!island || !canvas || !window.vis) return;
  var data = JSON.parse(island.textContent);
  var words = JSON.parse(document.getElementById("network-words").textContent);
  var nodes = new vis.DataSet(data.nodes.map(function (n) {
    return { id: n.id, x: n.x, y: n.y, size: n.size, color: n.color, borderWidth: n.borderWidth, shape: n.shape };
  }));
  var names = new Map(data.nodes.map(function (n) { return [n.id, n.label]; }));
  var sizes = new Map(data.nodes.map(function (n) { return [n.id, n.size]; }));
  var edges = new vis.DataSet(data.edges.map(function (e, i) {
    return { id: i, from: e.from, to: e.to, color: { color: e.color, opacity: 0.55 }, dashes: e.dashes, arrows: e.arrows,
             width: e.width, relation: e.relation, tasks: e.tasks, evidence: e.evidence };
  }));
  var hidden = new Set();
  var view = new vis.DataView(edges, { filter: function (e) { return !hidden.has(e.relation); } });
  var network = new vis.Network(canvas, { nodes: nodes, edges: view }, data.options);
  var order = data.nodes.map(function (n) { return n.id; }); // by rank: labels of the important ones first
  var chosen = null;
  var boxes = [];
  var small = 11;

  function drawLabels(context) {
    var scale = network.getScale();
    var size = Math.max(small, Math.min(15, 13 * scale)) / scale;
    context.font = size + "px " + getComputedStyle(document.body).fontFamily;
    context.textBaseline = "middle";
    context.lineWidth = 3 / scale;
    context.strokeStyle = "#ffffff";
    var taken = new Map();
    boxes = [];
    var place = network.getPositions();
    var ranked = chosen === null ? order : [chosen].concat(network.getConnectedNodes(chosen), order);
    var seen = new Set();
    ranked.forEach(function (id) {
      if (seen.has(id)) return;
      seen.add(id);
      var p = place[id];
      if (!p) return;
      var label = names.get(id);
      var box = { x: p.x + sizes.get(id) + 3 / scale, y: p.y - size / 2, w: context.measureText(label).width, h: size * 1.15 };
      if (crosses(box, taken, size)) return;
      keep(box, taken, size);
      boxes.push({ id: id, x: box.x, y: box.y, w: box.w, h: box.h });
      context.fillStyle = id === chosen ? "#b34700" : "#1b1f24";
      context.strokeText(label, box.x, p.y);
      context.fillText(label, box.x, p.y);
    });
    canvas.dataset.labels = String(boxes.length);
    if (!canvas.dataset.ready) {
      canvas.dataset.ready = String(Math.round(performance.now()));
      document.documentElement.dataset.networkReady = canvas.dataset.ready;
    }
  }

  function cells(box, size) {
    var found = [];
    for (var x = Math.floor(box.x / (size * 4)); x <= Math.floor((box.x + box.w) / (size * 4)); x++)
      for (var y = Math.floor(box.y / (size * 2)); y <= Math.floor((box.y + box.h) / (size * 2)); y++) found.push(x + ":" + y);
    return found;
  }

  function crosses(box, taken, size) {
    return cells(box, size).some(function (cell) {
      return (taken.get(cell) || []).some(function (o) {
        return box.x < o.x + o.w && o.x < box.x + box.w && box.y < o.y + o.h && o.y < box.y + box.h;
      });
    });
  }

  function keep(box, taken, size) {
    cells(box, size).forEach(function (cell) { taken.set(cell, (taken.get(cell) || []).concat([box])); });
  }

  network.on("afterDrawing", drawLabels);
  window.tiaokuaiNetwork = { boxes: function () { return boxes; }, network: network };

  var panel = document.getElementById("network-panel");
  var line = document.getElementById("network-line");

  function choose(id) {
    chosen = id;
    panel.textContent = "";
    if (id === null) { network.unselectAll(); network.redraw(); return; }
    network.selectNodes([id]);
    var title = document.createElement("h3");
    title.textContent = names.get(id);
    panel.appendChild(title);
    var list = document.createElement("ul");
    view.get().filter(function (e) { return e.from === id || e.to === id; })
      .sort(function (a, b) { return b.tasks - a.tasks; })
      .forEach(function (e) { list.appendChild(neighbour(e, id)); });
    panel.appendChild(list);
    line.textContent = names.get(id) + " · " + list.children.length + " " + words.partners;
    network.redraw();
  }

  // How many tasks, as a link to their list where the site has one (not in a file on disk, not for functions).
  function tasksOf(edge) {
    var text = edge.tasks + " " + words.tasks;
    if (!words.shared || location.protocol === "file:") return document.createTextNode(text);
    var link = document.createElement("a");
    link.href = words.shared + "&lead=" + encodeURIComponent(edge.from) + "&partner=" + encodeURIComponent(edge.to) + "&relation=" + edge.relation;
    link.textContent = text;
    return link;
  }

  function chooseEdge(edge) {
    choose(null);
    network.selectEdges([edge.id]);
    panel.textContent = "";
    var title = document.createElement("h3");
    title.textContent = names.get(edge.from) + " · " + names.get(edge.to);
    var what = document.createElement("p");
    what.appendChild(document.createTextNode(words[edge.relation] + " · "));
    what.appendChild(tasksOf(edge));
    panel.appendChild(title);
    panel.appendChild(what);
    if (edge.evidence && location.protocol !== "file:") {
      var link = document.createElement("a");
      link.href = words.evidence + encodeURIComponent(edge.evidence) + "?lang=" + words.lang;
      link.textContent = words.words;
      panel.appendChild(link);
    }
    line.textContent = title.textContent + " · " + edge.tasks + " " + words.tasks;
  }

  function neighbour(edge, id) {
    var item = document.createElement("li");
    var other = edge.from === id ? edge.to : edge.from;
    var role = edge.relation === "cooperate" ? (edge.from === id ? words.leads : words.cooperates) : words[edge.relation];
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = names.get(other);
    button.addEventListener("click", function () { choose(other); network.focus(other, { scale: network.getScale() }); });
    item.appendChild(button);
    item.appendChild(document.createTextNode(" " + role + " · "));
    item.appendChild(tasksOf(edge));
    item.appendChild(document.createTextNode(" "));
    if (edge.evidence && location.protocol !== "file:") {
      var link = document.createElement("a");
      link.href = words.evidence + encodeURIComponent(edge.evidence) + "?lang=" + words.lang;
      link.textContent = words.words;
      item.appendChild(link);
    }
    return item;
  }

  network.on("click", function (event) {
    if (event.nodes.length) choose(event.nodes[0]);
    else if (event.edges.length) chooseEdge(edges.get(event.edges[0]));
    else choose(null);
  });

  canvas.addEventListener("keydown", function (event) {
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { choose(null); return; }
    if (event.key === "+" || event.key === "-") {
      network.moveTo({ scale: network.getScale() * (event.key === "+" ? 1.25 : 0.8) });
      event.preventDefault();
      return;
    }
    if (!step) return;
    event.preventDefault();
    var at = chosen === null ? (step > 0 ? -1 : 0) : order.indexOf(chosen);
    choose(order[(at + step + order.length) % order.length]);
  });

  document.querySelectorAll("input[data-relation]").forEach(function (box) {
    box.addEventListener("change", function () {
      if (box.checked) hidden.delete(box.dataset.relation); else hidden.add(box.dataset.relation);
      view.refresh();
    });
  });

  var search = document.getElementById("network-search");
  if (search) search.addEventListener("change", function () {
    var hit = data.nodes.find(function (n) { return n.label === search.value; }) ||
      data.nodes.find(function (n) { return search.value && n.label.indexOf(search.value) >= 0; });
    if (hit) { choose(hit.id); network.focus(hit.id, { scale: Math.max(1, network.getScale()) }); }
  });

  network.once("afterDrawing", function () { network.fit({ animation: false }); });
})();
