// The argument of a layer as a graph, as `drawing.graph_svg` draws it, or a part of it. The data has the order of the
// components from top to bottom, and of each the relation that it stands under another by, and the length of each line of
// its words in code points.
const GRAPH = data.graph, SMALLER = 0.8;

const linesOf = (words, lengths) => {
  const signs = Array.from(words.trim().replace(/\s+/g, " "));
  let end = 0;
  const lines = lengths.map((length) => signs.slice(end, end += length).join(""));
  if (end < signs.length) lines[lines.length - 1] += "…";
  return lines;
};

const columnsOf = (marks) => [...new Set(marks.map((mark) => mark[2]))].sort((a, b) => a - b);
const middleOf = (node) => node.y + node.height / 2;

// The nodes that are `seen`, by the places of their marks: those of a column below each other.
const nodesOf = (entry, [, marks, ties], [order, boxes], seen) => {
  const columns = columnsOf(marks.filter((_, at) => seen.has(at))), lacking = new Set(unaddressed(marks, ties));
  const free = columns.map(() => GRAPH.margin + GRAPH.head), nodes = new Map();
  for (const at of order.filter((place) => seen.has(place))) {
    const [under, ...lengths] = boxes[at], [start, end, kind] = marks[at];
    const column = columns.indexOf(kind), above = under < 0 ? undefined : nodes.get(ties[under][1]);
    const words = slice(entry, start, end), lines = linesOf(words, lengths), y = free[column];
    if (lacking.has(at)) lines.push(`⚠ ${say.unaddressed}`);
    const depth = above ? Math.min(above.depth + 1, GRAPH.deepest) : 0, height = lines.length * GRAPH.line + 2 * GRAPH.pad;
    const left = GRAPH.margin + column * (GRAPH.width + GRAPH.between);
    nodes.set(at, { at, under, words, lines, column, depth, left, x: left + depth * GRAPH.indent, y, height, lacking: lacking.has(at), type: data.types[kind] });
    free[column] = y + height + GRAPH.gap;
  }
  return nodes;
};

const nodeShape = ({ at, words, lines, lacking, type, left, x, y, height }) => {
  const told = lacking ? `${words}${bracketed(say.unaddressed)}` : words;
  const made = shape("g", { class: lacking ? "node lacking" : "node", "data-node": at, tabindex: 0, role: "button", "aria-label": told });
  made.append(shape("title", {}, told), shape("rect", { x, y, width: left + GRAPH.width - x, height, rx: 6, fill: type.color }),
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

// To the node that another stands under: around a corner, to its lower edge.
const corner = (from, to, kind) => {
  const x = to.x + GRAPH.indent / 2, y = to.y + to.height;
  return [shape("path", { d: `M ${from.x} ${middleOf(from)} H ${x} V ${y}`, ...stroke(kind) }),
    shape("path", { d: `M ${x - 4} ${y + 7} L ${x} ${y} L ${x + 4} ${y + 7}`, stroke: stroke(kind).stroke })];
};

const curve = (from, to, kind, way) => {
  const { name, symmetric } = data.relations[kind];
  const inside = from.column === to.column, leftward = inside || to.column < from.column;
  const [begin, left] = leftward ? [from.x, from.left] : [from.left + GRAPH.width, from.left + GRAPH.width];
  const [end, come] = inside || !leftward ? [to.x, to.left] : [to.left + GRAPH.width, to.left + GRAPH.width];
  const down = from.y < to.y ? 4 : -4, y = middleOf(from) + down, w = middleOf(to) - down;
  const side = leftward ? -1 : 1, bend = -bendOf(Math.abs(y - w));
  const line = inside ? `C ${left + bend} ${y}, ${come + bend} ${w}, ${come} ${w}` : across(left, y, way, w, side);
  const back = leftward && !inside ? end + 7 : end - 7;
  return [
    shape("path", { d: `M ${begin} ${y}${begin === left ? "" : ` H ${left}`} ${line}${end === come ? "" : ` H ${end}`}`, ...stroke(kind) }),
    ...(symmetric ? [] : [shape("path", { d: `M ${back} ${w - 4} L ${end} ${w} L ${back} ${w + 4}`, stroke: stroke(kind).stroke })]),
    ...named(name, left, side, inside ? bend * 0.75 : 0, (y + [...way, w][0]) / 2 - 4),
  ];
};

// The name of a relation in the first space that it passes, where no node lies on it, if there is room.
const named = (name, left, side, bend, y) => {
  const space = bend && left === GRAPH.margin ? GRAPH.margin : GRAPH.between, half = wide(name) * 6.16 / 2 + 2;
  const low = (side < 0 ? left - space : left) + half, high = (side < 0 ? left : left + space) - half;
  const x = Math.min(Math.max(left + (bend || side * space / 2), low), high);
  return low <= high ? [shape("text", { class: "name", x, y }, name)] : [];
};

const edgeShape = ({ source, target, kind, outline }, nodes, way) => {
  const from = nodes.get(source), to = nodes.get(target);
  const made = shape("g", { class: "edge", "data-source": source, "data-target": target });
  made.append(shape("title", {}, `${from.words} ${data.relations[kind].name} ${to.words}`),
    ...(outline && from.depth > to.depth ? corner(from, to, kind) : curve(from, to, kind, way)));
  return made;
};

// The kinds of relations that occur, with where their keys begin, and in which row.
const keysOf = (edges, width) => {
  let x = GRAPH.margin, row = 0;
  return data.relations.map(({ name }, kind) => ({ name, kind })).filter(({ kind }) => edges.some((edge) => edge.kind === kind)).map((key) => {
    const size = 32 + 6.6 * wide(key.name);
    if (x > GRAPH.margin && x + size > width - GRAPH.margin / 2) { x = GRAPH.margin; row += 1; }
    const made = { ...key, x, row };
    x += size + 18;
    return made;
  });
};

const keyShape = ({ name, kind, x }, y) => [shape("path", { d: `M ${x} ${y} h 26`, ...stroke(kind) }), shape("text", { class: "key", x: x + 32, y: y + 4 }, name)];

const drawGraph = (nodes, edges) => {
  const columns = new Map([...nodes.values()].map((node) => [node.column, node]));
  const bottom = Math.max(...[...nodes.values()].map((node) => node.y + node.height)) + GRAPH.margin;
  const width = 2 * GRAPH.margin + columns.size * (GRAPH.width + GRAPH.between) - GRAPH.between;
  const keys = keysOf(edges, width), height = bottom + (keys.length ? GRAPH.line * (keys.at(-1).row + 1) + 6 : 0);
  const scale = matchMedia(NARROW).matches ? SMALLER : 1;
  const svg = shape("svg", { class: "graph", viewBox: `0 0 ${width} ${height}`, width: width * scale, height: height * scale });
  const ways = waysOf(edges.map((edge) => [nodes.get(edge.source), nodes.get(edge.target)]), nodes);
  svg.append(...[...columns.values()].sort((a, b) => a.column - b.column).map(({ left, type }) => shape("text", { class: "column", x: left + GRAPH.width / 2, y: GRAPH.margin + 8 }, type.name)),
    ...edges.map((edge, at) => edgeShape(edge, nodes, ways[at])), ...[...nodes.values()].sort((a, b) => a.at - b.at).map(nodeShape), ...keys.flatMap((key) => keyShape(key, bottom + GRAPH.line * key.row)));
  return svg;
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
