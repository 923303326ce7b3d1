// The argument of a layer as a graph: as `drawing.graph_svg` draws it, from the places that it has given. Of each box the
// data has the upper edge and the length of each of its lines in code points, of each relation that passes columns
// between its ends the heights at which it does.
const GRAPH = data.graph;

const linesOf = (words, lengths) => {
  const signs = Array.from(words.trim().replace(/\s+/g, " "));
  let end = 0;
  const lines = lengths.map((length) => signs.slice(end, end += length).join(""));
  if (end < signs.length) lines[lines.length - 1] += "…";
  return lines;
};

const nodesOf = (entry, [, marks, ties], boxes) => {
  const columns = columnsOf(marks), lacking = new Set(unaddressed(marks, ties));
  return marks.map(([start, end, kind], at) => {
    const [y, ...lengths] = boxes[at], column = columns.indexOf(kind);
    const words = slice(entry, start, end), lines = linesOf(words, lengths);
    if (lacking.has(at)) lines.push(`⚠ ${say.unaddressed}`);
    return { words, lines, column, lacking: lacking.has(at), type: data.types[kind], y,
      x: GRAPH.margin + column * (GRAPH.width + GRAPH.between), height: lines.length * GRAPH.line + 2 * GRAPH.pad };
  });
};

const columnsOf = (marks) => [...new Set(marks.map((mark) => mark[2]))].sort((a, b) => a - b);

const nodeShape = ({ words, lines, lacking, type, x, y, height }, at) => {
  const told = lacking ? `${words}${bracketed(say.unaddressed)}` : words;
  const made = shape("g", { class: lacking ? "node lacking" : "node", "data-node": at, tabindex: 0, role: "button", "aria-label": told });
  made.append(shape("title", {}, told), shape("rect", { x, y, width: GRAPH.width, height, rx: 6, fill: type.color }),
    ...lines.map((line, row) => shape("text", { x: x + GRAPH.pad, y: y + GRAPH.pad + GRAPH.line * row + 14, fill: type.ink }, line)));
  return made;
};

const stroke = (kind) => ({
  stroke: GRAPH.strokes[kind % GRAPH.strokes.length],
  "stroke-dasharray": GRAPH.dashes[Math.floor(kind / GRAPH.strokes.length) % GRAPH.dashes.length] || "none",
});

// How far a relation within a column bends aside: the further the higher it is, but never to a column.
const bendOf = (height) => GRAPH.between * 0.45 * (height + 80) / (height + 380);

// A curve over each space between columns, and a straight line through each column that is passed.
const across = (x, y, way, w, side) => {
  const heights = [y, ...way, w], space = side * GRAPH.between;
  return heights.slice(1).map((high, at) => {
    const from = x + at * (space + side * GRAPH.width), over = from + space;
    return `${at ? `H ${from} ` : ""}C ${from + space * 0.45} ${heights[at]}, ${over - space * 0.45} ${high}, ${over} ${high}`;
  }).join(" ");
};

const edgeShape = ([source, target, kind], nodes, way) => {
  const from = nodes[source], to = nodes[target], { name, symmetric } = data.relations[kind];
  const inside = from.column === to.column, leftward = inside || to.x < from.x;
  const x = from.x + (leftward ? 0 : GRAPH.width), z = to.x + (leftward && !inside ? GRAPH.width : 0);
  const down = from.y < to.y ? 4 : -4;
  const y = from.y + from.height / 2 + down, w = to.y + to.height / 2 - down;
  const side = leftward ? -1 : 1, bend = -bendOf(Math.abs(y - w));
  const line = inside ? `C ${x + bend} ${y}, ${z + bend} ${w}, ${z} ${w}` : across(x, y, way, w, side);
  const back = leftward && !inside ? z + 7 : z - 7;
  const made = shape("g", { class: "edge", "data-source": source, "data-target": target });
  made.append(
    shape("title", {}, `${from.words} ${name} ${to.words}`),
    shape("path", { d: `M ${x} ${y} ${line}`, ...stroke(kind) }),
    ...(symmetric ? [] : [shape("path", { d: `M ${back} ${w - 4} L ${z} ${w} L ${back} ${w + 4}`, stroke: stroke(kind).stroke })]),
    // In the first space between columns, where no node lies on it.
    shape("text", { class: "name", x: x + (inside ? bend * 0.75 : side * GRAPH.between / 2), y: (y + [...way, w][0]) / 2 - 4 }, name));
  return made;
};

const keyShapes = (ties, top) => {
  let x = GRAPH.margin;
  return data.relations.flatMap(({ name }, kind) => {
    if (!ties.some((tie) => tie[2] === kind)) return [];
    const made = [shape("path", { d: `M ${x} ${top} h 26`, ...stroke(kind) }), shape("text", { class: "key", x: x + 32, y: top + 4 }, name)];
    x += 50 + 13 * Array.from(name).length;
    return made;
  });
};

const drawGraph = (entry, layer, [boxes, ways]) => {
  const [, marks, ties] = layer, nodes = nodesOf(entry, layer, boxes), columns = columnsOf(marks);
  const bottom = Math.max(...nodes.map((node) => node.y + node.height)) + GRAPH.margin;
  const width = 2 * GRAPH.margin + columns.length * (GRAPH.width + GRAPH.between) - GRAPH.between;
  const height = bottom + (ties.length ? GRAPH.line + 6 : 0);
  const svg = shape("svg", { class: "graph", viewBox: `0 0 ${width} ${height}`, width, height });
  const above = (place) => ({ class: "column", x: GRAPH.margin + place * (GRAPH.width + GRAPH.between) + GRAPH.width / 2, y: GRAPH.margin + 8 });
  svg.append(...columns.map((kind, place) => shape("text", above(place), data.types[kind].name)),
    ...ties.map((tie, at) => edgeShape(tie, nodes, ways[at] ?? [])), ...nodes.map(nodeShape), ...keyShapes(ties, bottom));
  return svg;
};

const graphOf = (svg, text) => {
  const frame = el("div", { class: "plot", role: "group", "aria-label": say.graph }, svg);
  const jump = (node) => {
    pick(text, svg, +node.dataset.node);
    text.querySelector(`.tag[data-mark="${node.dataset.node}"]`)?.scrollIntoView({ block: "center" });
  };
  svg.addEventListener("click", (event) => { const node = event.target.closest(".node"); if (node) jump(node); else pick(text, svg, null); });
  svg.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); jump(event.target); } });
  svg.addEventListener("focusin", (event) => pick(text, svg, +event.target.dataset.node));
  return frame;
};

// What fits on paper, in pixels: the width of a page, the height below the title of an article and that of a page, how
// far pieces overlap, and how far a graph is made smaller rather than cut.
const PAPER = { width: 680, first: 700, page: 900, overlap: 70, least: 0.8 };

// On paper a graph that is higher than a page is cut into pieces as wide as the page, which overlap by a node, so that
// each node is whole on one of them.
const cutGraph = (svg) => {
  if (!svg) return;
  const { width, height } = svg.viewBox.baseVal, scale = Math.min(1, PAPER.width / width);
  if (height * scale * PAPER.least <= PAPER.first) return;
  const overlap = PAPER.overlap / scale;
  for (let top = 0, high = PAPER.first / scale; top + overlap < height; top += high - overlap, high = PAPER.page / scale) {
    const piece = svg.cloneNode(true);
    high = Math.min(high, height - top);
    piece.classList.add("piece");
    for (const [key, value] of Object.entries({ viewBox: `0 ${top} ${width} ${high}`, width: width * scale, height: high * scale })) piece.setAttribute(key, value);
    svg.parentNode.append(piece);
  }
};

// Show one component in the text and in the graph, with its relations and what these join; nothing for null.
const pick = (text, svg, at) => {
  choose(text, 0, at);
  if (!svg) return;
  svg.classList.toggle("some", at !== null);
  for (const one of svg.querySelectorAll(".chosen, .near")) one.classList.remove("chosen", "near");
  if (at === null) return;
  const node = (place) => svg.querySelector(`.node[data-node="${place}"]`);
  node(at).classList.add("chosen");
  for (const edge of svg.querySelectorAll(`.edge[data-source="${at}"], .edge[data-target="${at}"]`)) {
    edge.classList.add("chosen");
    for (const place of [edge.dataset.source, edge.dataset.target]) node(place).classList.add("near");
  }
};
