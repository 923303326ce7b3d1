// Relations as arcs beside the text, each led to its two spans; measured where the text stands.
const SVG = "http://www.w3.org/2000/svg";
const STEP = 7, HEAD = 5, MOST = 15, NAME = 58;

const shape = (name, attributes, text = null) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  return made;
};

// A level for each arc, shorter ones below; as `drawing.arcs_of`, but no higher than there is room for.
const levelsOf = (ends) => {
  const spans = ends.map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
  const order = spans.map((_, at) => at).sort((a, b) => (spans[a][1] - spans[a][0]) - (spans[b][1] - spans[b][0]) || a - b);
  const levels = [];
  order.forEach((at, rank) => {
    let level = 0;
    for (const other of order.slice(0, rank)) {
      if (spans[other][0] < spans[at][1] && spans[at][0] < spans[other][1]) level = Math.max(level, levels[other]);
    }
    levels[at] = Math.min(level + 1, MOST);
  });
  return levels;
};

const tiesOf = (box, layers) => {
  const found = [];
  layers.forEach((layer, which) => layer[2].forEach(([source, target, kind]) => {
    const tag = (at) => box.querySelector(`.tag[data-layer="${which}"][data-mark="${at}"]`);
    const from = tag(source), to = tag(target);
    if (from && to) found.push({ which, source, target, kind: data.relations[kind], from, to, type: data.types[layer[1][source][2]] });
  }));
  return found;
};

const drawTies = (box, layers, { leads = false } = {}) => {
  box.querySelector(":scope > svg.ties")?.remove();
  const ties = tiesOf(box, layers);
  if (!ties.length) return;
  const room = leads ? NAME : 0;
  box.style.setProperty("--gutter", `${Math.min(ties.length, MOST) * STEP + 16 + room}px`);
  const home = box.getBoundingClientRect();
  const heights = ties.map(({ from, to }) => [from, to].map((tag) => { const at = tag.getBoundingClientRect(); return at.top + at.height / 2 - home.top; }));
  const lefts = ties.map(({ from, to }) => [from, to].map((tag) => tag.getBoundingClientRect().left - home.left));
  const levels = levelsOf(heights);
  const edge = Math.max(...levels) * STEP + 12 + room;
  const svg = shape("svg", { class: leads ? "ties leads" : "ties", "aria-hidden": "true" });
  ties.forEach((tie, at) => svg.append(arc(tie, heights[at], lefts[at], levels[at], edge, leads)));
  box.append(svg);
};

const arc = (tie, [y, w], [x, z], level, edge, leads) => {
  const group = shape("g", { "data-layer": tie.which, "data-source": tie.source, "data-target": tie.target });
  group.style.setProperty("--own", tie.type.color);
  group.append(...(Math.abs(y - w) < 2 ? within(y, x, z) : beside([y, w], [x, z], level, edge, leads)));
  if (tie.kind.symmetric) group.querySelector(".head").remove();
  group.querySelector("text").textContent = tie.kind.name;
  return group;
};

// Between two spans that begin on one line: an arc below it, from the one to the other.
const within = (y, x, z) => {
  const [from, to] = x < z ? [x + 14, z + 6] : [x + 6, z + 14];
  const top = y + 6, low = top + 13;
  return [
    shape("path", { class: "tie", d: `M${from} ${top}C${from} ${low} ${to} ${low} ${to} ${top}` }),
    shape("path", { class: "head", d: `M${to - 3.5} ${top + 5}L${to} ${top - 1}L${to + 3.5} ${top + 5}Z` }),
    shape("text", { x: (from + to) / 2, y: top + 9, "text-anchor": "middle" }),
  ];
};

const beside = ([y, w], [x, z], level, edge, leads) => {
  const reach = level * STEP / 0.75, down = w > y ? 2 : -2;
  const start = y + down, end = w - down;
  const name = leads ? { x: edge - level * STEP - 4, "text-anchor": "end" } : { x: edge + 3 };
  return [
    shape("path", { class: "tie", d: `M${edge} ${start}C${edge - reach} ${start} ${edge - reach} ${end} ${edge} ${end}` }),
    shape("path", { class: "lead", d: `M${edge} ${start}H${x}M${edge} ${end}H${z}` }),
    shape("path", { class: "head", d: `M${edge - HEAD} ${end - 3.5}L${edge + 1} ${end}L${edge - HEAD} ${end + 3.5}Z` }),
    shape("text", { ...name, y: (start + end) / 2 + 3 }),
  ];
};

// On paper lines move from the foot of a page to the head of the next, and arcs over the whole text would not move with
// them: there each paragraph, which no page divides, has its own piece of the arcs.
const cutTies = (box) => {
  const svg = box?.querySelector(":scope > svg.ties");
  if (!svg) return;
  const home = box.getBoundingClientRect();
  const runs = [...box.querySelectorAll(".run")].map((run) => [run, run.getBoundingClientRect()]);
  runs.forEach(([run, at], place) => {
    const below = runs[place + 1]?.[1].top ?? at.bottom;
    const piece = svg.cloneNode(true);
    piece.classList.add("piece");
    piece.setAttribute("viewBox", `0 ${at.top - home.top} ${home.width} ${below - at.top}`);
    Object.assign(piece.style, { left: `${home.left - at.left}px`, width: `${home.width}px`, height: `${below - at.top}px` });
    run.append(piece);
  });
};

const redraw = new WeakMap();

// Draw arcs as soon as the text is laid out, and whenever its width changes; the room that they take is no such change.
// On paper the text keeps that width and is made smaller, so that it stays where its arcs are.
const keepTies = (box, layers, options) => {
  let width = 0;
  const draw = () => {
    if (box.offsetWidth === width || matchMedia("print").matches) return;
    width = box.offsetWidth;
    box.style.setProperty("--drawn", width);
    drawTies(box, layers, options);
  };
  redraw.set(box, draw);
  new ResizeObserver(draw).observe(box);
};

// Show one mark of a layer with its relations, and all that they join; nothing for null.
const choose = (box, which, at) => {
  for (const one of box.querySelectorAll(".chosen")) one.classList.remove("chosen");
  const svg = box.querySelector("svg.ties");
  svg?.classList.remove("some");
  if (at === null) return;
  for (const seg of box.querySelectorAll(".seg[data-marks]")) {
    if (seg.dataset.marks.split(" ").includes(`${which}.${at}`)) seg.classList.add("chosen");
  }
  const mark = (place) => box.querySelector(`.tag[data-layer="${which}"][data-mark="${place}"]`)?.classList.add("chosen");
  mark(at);
  for (const group of svg?.querySelectorAll(`g[data-layer="${which}"]`) ?? []) {
    const ends = [+group.dataset.source, +group.dataset.target];
    if (!ends.includes(at)) continue;
    group.classList.add("chosen");
    svg.classList.add("some");
    ends.forEach(mark);
  }
};
