// The cascade with script: the picture as PNG, and one that can be moved and zoomed. The graph library is only loaded
// when it is asked for; the picture itself is the server's SVG.
const at = (id) => document.getElementById(id);
const working = at("working");

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const png = at("png");
png.hidden = false;
png.addEventListener("click", () => {
  working.textContent = "Drawing …";
  const picture = new Image();
  picture.onload = () => {
    const canvas = document.createElement("canvas");
    const box = at("picture").querySelector("svg").viewBox.baseVal;
    canvas.width = 2 * box.width;
    canvas.height = 2 * (box.height + 36);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => { save(blob, "cascade.png"); working.textContent = "Saved as cascade.png"; }, "image/png");
  };
  picture.onerror = () => { working.textContent = "The picture could not be drawn. The SVG is there."; };
  picture.src = png.dataset.svg;
});

const explore = at("explore");
explore.hidden = false;
explore.addEventListener("click", async () => {
  if (explore.getAttribute("aria-pressed") === "true") return location.reload();
  working.textContent = "Loading …";
  const [{ default: cytoscape }, network] = await Promise.all([
    import("./built/cytoscape.js"),
    fetch(explore.dataset.network, { headers: { Accept: "application/json" } }).then((response) => response.json()),
  ]);
  draw(cytoscape, network);
  explore.setAttribute("aria-pressed", "true");
  explore.textContent = "Still picture";
  working.textContent = "Drag to move, turn the wheel or pinch to zoom; point at a box to see what it touches; click a line for its finding.";
});

function draw(cytoscape, { boxes, lines }) {
  // The library would add a style element, which the policy of the page forbids; the style sheet has its rule.
  const done = document.createElement("meta");
  done.id = "__________cytoscape_stylesheet";
  document.head.append(done);
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const place = at("picture");
  const stage = document.createElement("div");
  stage.className = "stage";
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", "The picture, to be moved and zoomed; the list below says the same in words");
  place.replaceChildren(stage);
  const marks = { raises: ["triangle", "--yes"], lowers: ["tee", "--no"], binds: ["circle", "--soft"] };
  const elements = [
    ...boxes.map((each) => ({ data: { id: each.id, width: each.width }, position: { x: each.x, y: each.y }, classes: each.look })),
    ...lines.map((each) => ({
      data: { id: "l" + each.number, source: each.from, target: each.to, label: String(each.number), page: each.findings[0].page, arrow: marks[each.mark][0], bend: each.bend, colour: token(each.contested ? "--split" : each.negative ? "--edge" : marks[each.mark][1]), thickness: each.partial ? 1.2 : 2.2 },
      classes: each.contested ? "split" : each.negative ? "nay" : "",
    })),
  ];
  const text = { color: token("--ink"), "font-family": "system-ui, sans-serif", "font-size": 15 };
  const view = cytoscape({
    container: stage, elements, layout: { name: "preset" }, minZoom: 0.3, maxZoom: 4, boxSelectionEnabled: false,
    style: [
      { selector: "node", style: { ...text, label: "data(id)", shape: "round-rectangle", width: "data(width)", height: 42, "text-valign": "center", "background-color": token("--card"), "border-width": 1.4, "border-color": token("--edge") } },
      { selector: "node.big", style: { "background-color": token("--link-bg"), "border-color": token("--link") } },
      { selector: "node.end", style: { "background-color": token("--yes-bg"), "border-color": token("--yes") } },
      { selector: "node.drug", style: { "border-style": "dashed" } },
      { selector: "edge", style: { ...text, "font-size": 11, label: "data(label)", "text-background-color": token("--card"), "text-background-opacity": 1, "text-background-padding": 3, "text-background-shape": "round-rectangle", width: "data(thickness)", "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5, "line-color": "data(colour)", "target-arrow-color": "data(colour)", "target-arrow-shape": "data(arrow)" } },
      { selector: "edge.nay", style: { "line-style": "dashed", "target-arrow-shape": "vee" } },
      { selector: "edge.split", style: { "line-style": "dashed", "line-dash-pattern": [9, 4] } },
      { selector: ".dim", style: { opacity: 0.15 } },
    ],
  });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  view.fit(undefined, 20);
  view.on("mouseover tapstart", "node", (event) => view.batch(() => { view.elements().addClass("dim"); event.target.closedNeighborhood().removeClass("dim"); }));
  view.on("mouseout", "node", () => view.elements().removeClass("dim"));
  view.on("tap", (event) => { if (event.target === view) view.elements().removeClass("dim"); });
  view.on("tap", "edge", (event) => { location.href = explore.dataset.root + event.target.data("page"); });
  view.on("dblclick", (event) => { if (event.target === view) still ? view.fit(undefined, 20) : view.animate({ fit: { padding: 20 }, duration: 200 }); });
}

const link = at("link");
link.addEventListener("click", async (event) => {
  event.preventDefault();
  try { await navigator.clipboard.writeText(link.href); link.textContent = "Copied"; } catch { location.href = link.href; }
});
