// A text with what was said of it. All offsets of the data are code points; `points` gives them.
const filled = (words, ...values) => words.replaceAll("{}", () => values.shift().toLocaleString());
const bracketed = (words) => filled(say.brackets, words);
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("data");
// Texts and disagreements are read when they are first asked for, which the first view does not.
let large = null;
for (const name of ["texts", "disagreements"]) Object.defineProperty(data, name, { get: () => (large ??= read("large"))[name] });
const say = data.words;
const GOLD = -1;

const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("--")) made.style.setProperty(key, value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

// Lists are drawn some items at a time, and more of them as their reader comes near the end.
const bitByBit = (view, size, make) => {
  const list = view.querySelector(".list"), more = view.querySelector(".more");
  let items = [], drawn = 0;
  const draw = () => {
    const next = items.slice(drawn, drawn + size);
    list.append(...next.map(make));
    drawn += next.length;
    more.hidden = drawn >= items.length;
  };
  more.addEventListener("click", draw);
  new IntersectionObserver(([entry]) => { if (entry.isIntersecting) draw(); }, { rootMargin: "400px" }).observe(more);
  return (anew) => { items = anew; drawn = 0; list.replaceChildren(); draw(); };
};

const known = new WeakMap();
const points = (entry) => {
  if (!known.has(entry)) known.set(entry, Array.from(entry.text));
  return known.get(entry);
};
const slice = (entry, start, end) => points(entry).slice(start, end).join("");
const clip = (text, most) => { const signs = Array.from(text); return signs.length > most ? signs.slice(0, most - 1).join("") + "…" : text; };

const titleOf = (entry) => entry.title || say.untitled;
const addressOf = (entry, range = null) =>
  `#article/${encodeURIComponent(entry.id)}/${entry.version}${range ? `/${range[0]}-${range[1]}` : ""}`;
const whoIs = (layer) => (layer[0] === GOLD ? say.gold_layer : data.annotators[layer[0]]);
const layersOf = (entry) => [...(entry.gold ? [entry.gold] : []), ...entry.layers];
const typeNames = new Map([...data.relations, ...data.types].map((one) => [one.id, one.name]));
const labelName = (label) => (label === null ? "–" : label.split("+").map((id) => typeNames.get(id) ?? id).join(" + "));
const typeChip = (type) => el("span", { class: "chip", "--own": type.color, "--own-ink": type.ink }, type.name);
const attributeWords = (attributes) =>
  Object.entries(attributes ?? {}).map(([id, value]) => {
    const attribute = data.attributes[id];
    return `${attribute?.name ?? id}${say.colon}${attribute?.values[value] ?? value}`;
  }).join(" · ");

// A row for each range, so that those of a row do not overlap; as `drawing.rows_of`.
const rowsOf = (ranges) => {
  const order = ranges.map((_, at) => at).sort((a, b) => ranges[a][0] - ranges[b][0] || ranges[b][1] - ranges[a][1] || a - b);
  const ends = [], rows = [];
  for (const at of order) {
    let row = ends.findIndex((last) => last <= ranges[at][0]);
    if (row < 0) row = ends.length;
    ends[row] = ranges[at][1];
    rows[at] = row;
  }
  return rows;
};

// The marks of some layers that lie in a range, each with the lane that it is drawn in.
const placed = (layers, start, end) => {
  const found = [];
  let lanes = 0;
  layers.forEach((layer, which) => {
    const own = [];
    layer[1].forEach((mark, at) => {
      if (mark[0] < end && start < mark[1]) own.push({ which, at, mark });
    });
    const rows = rowsOf(own.map((one) => one.mark));
    own.forEach((one, at) => found.push({ ...one, row: lanes + rows[at] }));
    lanes += Math.max(1, ...rows.map((row) => row + 1));
  });
  return { found, lanes };
};

const wide = (text) => Array.from(text).reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 2 : 1), 0);

const tagOf = (entry, layers, one) => {
  const type = data.types[one.mark[2]];
  const who = layers.length > 1 ? `${whoIs(layers[one.which])} ` : "";
  const words = slice(entry, one.mark[0], one.mark[1]);
  const more = attributeWords(one.mark[3]);
  return el("button", {
    type: "button", class: "tag", "data-layer": one.which, "data-mark": one.at,
    "--row": one.row, "--own": type.color, "--own-ink": type.ink, "--room": `${Math.max(wide(words) * 8.3, 12)}px`,
    "aria-label": `${who}${type.name}${say.colon}${clip(words, 60)}${more ? bracketed(more) : ""}`, title: more || type.name,
  }, `${who}${type.name}`);
};

// The text from one cut to the next; what `begins` here has its tag here, though it may have begun before what is shown.
const segment = (entry, layers, [start, end], marks, begins, lanes, focus) => {
  const covering = marks.filter((one) => one.mark[0] <= start && end <= one.mark[1]);
  const beginning = covering.filter((one) => one.mark[0] === start || begins);
  const inside = focus && focus[0] < end && start < focus[1];
  if (!covering.length && !inside) return document.createTextNode(slice(entry, start, end));
  const made = el("span", { class: inside ? "seg focus" : "seg" });
  if (covering.length) {
    made.dataset.marks = covering.map((one) => `${one.which}.${one.at}`).join(" ");
    const colours = covering.map((one) => `color-mix(in srgb, ${data.types[one.mark[2]].color} var(--tint), transparent)`);
    made.style.backgroundImage = colours.map((colour) => `linear-gradient(${colour} 0 0)`).join(",");
    made.style.backgroundPosition = covering.map((one) => `0 calc(100% - ${lanes - 1 - one.row} * var(--lane) - 2px)`).join(",");
    made.style.backgroundSize = covering.map(() => "100% calc(var(--lane) - 2px)").join(",");
  }
  if (beginning.length) {
    // Tags stay with the first character, so that no line breaks between them.
    const tags = beginning.map((one) => tagOf(entry, layers, one));
    made.append(el("span", { class: "keep" }, slice(entry, start, start + 1), ...tags), slice(entry, start + 1, end));
  } else made.append(slice(entry, start, end));
  return made;
};

const run = (entry, layers, [start, end, kind], focus) => {
  const { found: marks, lanes: all } = placed(layers, start, end), lanes = marks.length ? all : 0;
  const heading = kind === "title" || kind === "heading";
  const made = el(heading ? "h3" : "p", { class: `run ${kind}`, "data-key": start, "--lanes": lanes });
  const cuts = new Set([start, end]);
  const edges = marks.map((one) => one.mark);
  for (const [low, high] of focus ? [...edges, focus] : edges) {
    if (start < low && low < end) cuts.add(low);
    if (start < high && high < end) cuts.add(high);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  sorted.slice(1).forEach((high, at) => made.append(segment(entry, layers, [sorted[at], high], marks, at === 0, lanes, focus)));
  return made;
};

// The text of some ranges ([start, end, kind], in order) with the lanes of some layers; a gap stands where text is left out.
const spread = (entry, ranges, layers, focus = null) => {
  const made = el("div", { class: "spread", lang: entry.language });
  ranges.forEach((range, at) => {
    const before = ranges[at - 1];
    if (before && entry.parts.some(([start, end]) => before[1] < start && end < range[0])) made.append(el("p", { class: "gap" }, "⋯"));
    made.append(run(entry, layers, range, focus));
  });
  return made;
};
