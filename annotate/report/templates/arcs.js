// Relations as arcs beside the text, each led to its two spans; measured where the text stands.
const SVG = "http://www.w3.org/2000/svg";
const NARROW = "(max-width: 50rem)";
const STEP = 7, HEAD = 5, MOST = 15, WIDEST = 0.1, NAME = 58;

const shape = (name, attributes, text = null) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  return made;
};

// A level for each arc, shorter ones below; as `drawing.arcs_of`, but no higher than there is room for.
const levelsOf = (ends, most) => {
  const spans = ends.map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
  const order = spans.map((_, at) => at).sort((a, b) => (spans[a][1] - spans[a][0]) - (spans[b][1] - spans[b][0]) || a - b);
  const levels = [];
  order.forEach((at, rank) => {
    let level = 0;
    for (const other of order.slice(0, rank)) {
      if (spans[other][0] < spans[at][1] && spans[at][0] < spans[other][1]) level = Math.max(level, levels[other]);
    }
    levels[at] = Math.min(level + 1, most);
  });
  return levels;
};

const tiesOf = (box, layers, asked) => {
  // Of a mark over several paragraphs the first tag, so the last is put in first.
  const tags = new Map([...box.querySelectorAll(".tag")].reverse().map((tag) => [`${tag.dataset.layer}.${tag.dataset.mark}`, tag]));
  const found = [];
  layers.forEach((layer, which) => layer[2].forEach((tie) => {
    const [source, target, kind] = tie, from = tags.get(`${which}.${source}`), to = tags.get(`${which}.${target}`);
    if (from && to) found.push({ which, source, target, kind: data.relations[kind], from, to, asked: asked?.has(tie), type: data.types[layer[1][source][2]] });
  }));
  return found;
};

// Where a tag begins and ends in a line, and the height of its middle.
const placeOf = (tag, home) => {
  const at = tag.getBoundingClientRect();
  return { left: at.left - home.left, right: at.right - home.left, y: at.top + at.height / 2 - home.top };
};

// `asked` holds the ties that a disagreement is about: these are named, and the others stand back.
const drawTies = (box, layers, { lanes = false, asked = null } = {}) => {
  box.querySelector(":scope > svg.ties")?.remove();
  const ties = tiesOf(box, layers, asked);
  if (!ties.length) return;
  // On a narrow page only the table says what the relations are.
  const room = asked?.size && (!matchMedia(NARROW).matches || box.classList.contains("sheet")) ? NAME : 0;
  const most = Math.min(ties.length, MOST, Math.ceil(box.offsetWidth * WIDEST / STEP));
  const edge = most * STEP + 12 + room;
  box.style.setProperty("--gutter", `${edge + 4}px`);
  const home = box.getBoundingClientRect();
  const ends = ties.map(({ from, to }) => [placeOf(from, home), placeOf(to, home)]);
  const levels = levelsOf(ends.map(([from, to]) => [from.y, to.y]), most);
  const svg = shape("svg", { class: ["ties", lanes ? "lanes" : "", asked?.size ? "named" : ""].join(" "), "aria-hidden": "true" });
  // Names stand to the left of their arcs, but not beyond the edge of the window.
  const least = NAME - home.left;
  ties.forEach((tie, at) => svg.append(arc(tie, ends[at], levels[at], { edge, least, lanes })));
  box.append(svg);
};

const arc = (tie, [from, to], level, { edge, least, lanes }) => {
  const group = shape("g", { class: tie.asked ? "asked" : "", "data-layer": tie.which, "data-source": tie.source, "data-target": tie.target });
  group.style.setProperty("--own", tie.type.color);
  group.append(...(Math.abs(from.y - to.y) >= 2 ? beside(from, to, level, edge, least) : lanes ? along(from, to) : below(from, to)));
  if (tie.kind.symmetric) group.querySelector(".head").remove();
  group.querySelector("text").textContent = tie.kind.name;
  return group;
};

// Between two spans that begin on one line: an arc below it, from the one to the other.
const below = ({ left: x, y }, { left: z }) => {
  const [from, to] = x < z ? [x + 14, z + 6] : [x + 6, z + 14];
  const top = y + 6, low = top + 13;
  return [
    shape("path", { class: "tie", d: `M${from} ${top}C${from} ${low} ${to} ${low} ${to} ${top}` }),
    shape("path", { class: "head", d: `M${to - 3.5} ${top + 5}L${to} ${top - 1}L${to + 3.5} ${top + 5}Z` }),
    shape("text", { x: (from + to) / 2, y: top + 9, "text-anchor": "middle" }),
  ];
};

// The same where other lanes lie below: within its lane.
const along = (source, target) => {
  const right = source.left < target.left;
  const from = right ? source.right : source.left, to = right ? target.left - 1 : target.right + 1;
  const { y } = source, back = right ? to - HEAD : to + HEAD;
  return [
    shape("path", { class: "tie", d: `M${from} ${y}C${from} ${y + 7} ${to} ${y + 7} ${to} ${y}` }),
    shape("path", { class: "head", d: `M${back} ${y - 3.5}L${to} ${y}L${back} ${y + 3.5}Z` }),
    shape("text", { x: (from + to) / 2, y: y + 4, "text-anchor": "middle" }),
  ];
};

const beside = ({ left: x, y }, { left: z, y: w }, level, edge, least) => {
  const reach = level * STEP / 0.75, down = w > y ? 2 : -2;
  const start = y + down, end = w - down;
  return [
    shape("path", { class: "tie", d: `M${edge} ${start}C${edge - reach} ${start} ${edge - reach} ${end} ${edge} ${end}` }),
    shape("path", { class: "lead", d: `M${edge} ${start}H${x}M${edge} ${end}H${z}` }),
    shape("path", { class: "head", d: `M${edge - HEAD} ${end - 3.5}L${edge + 1} ${end}L${edge - HEAD} ${end + 3.5}Z` }),
    shape("text", { x: Math.max(edge - level * STEP - 4, least), y: (start + end) / 2 + 3, "text-anchor": "end" }),
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
const choices = new WeakMap();

// Draw arcs as soon as the text is laid out, and whenever its width changes; the room that they take is no such change.
// For paper the text is laid out anew, as wide as a sheet, before it is printed; there it stays where its arcs are.
const keepTies = (box, layers, options) => {
  let width = 0;
  const draw = () => {
    if (box.offsetWidth === width || matchMedia("print").matches) return;
    width = box.offsetWidth;
    drawTies(box, layers, options);
    if (choices.has(box)) choose(box, ...choices.get(box));
  };
  redraw.set(box, draw);
  new ResizeObserver(draw).observe(box);
};

// Show one mark of a layer with its relations, and all that they join; nothing for null.
const choose = (box, which, at) => {
  choices.set(box, [which, at]);
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
