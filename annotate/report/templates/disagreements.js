// Disagreements one by one: the passage with a lane for each annotator, and what each of them said.
const KINDS = { unmarked: say.unmarked, label: say.label, cut: say.cut, extent: say.extent, attribute: say.attribute, relation: say.relation };
const BATCH = 8, AROUND = 45;

const listDisagreements = () => {
  const view = document.getElementById("disagreements");
  const every = data.disagreements.map(([kind, cost, place, start, end, opinions], at) => ({ at, kind, cost, place, start, end, opinions }));
  const form = view.querySelector(".filters");
  const labels = [...new Set(every.flatMap((one) => one.opinions.map((said) => said[1])).filter((label) => label))].sort();
  const pairs = data.annotators.flatMap((_, one) => data.annotators.slice(one + 1).map((_, other) => [one, one + 1 + other]));
  const places = [...new Set(every.map((one) => one.place))].sort((a, b) => a - b);
  const kinds = Object.keys(KINDS).filter((kind) => every.some((one) => one.kind === kind));
  const controls = {
    words: el("input", { type: "search" }),
    kind: choice([["", say.all], ...kinds.map((kind) => [kind, KINDS[kind]])]),
    label: choice([["", say.all], ...labels.map((label) => [label, labelName(label)])]),
    pair: choice([["", say.all], ...pairs.map(([one, other]) => [`${one} ${other}`, `${data.annotators[one]} – ${data.annotators[other]}`])]),
    article: choice([["", say.all], ...places.map((place) => [place, clip(titleOf(data.texts[place]), 30)])]),
    sort: choice([["cost", say.costliest], ["text", say.in_order]]),
  };
  form.append(field("words", say.words, controls.words, "words"), field("kind", say.kind, controls.kind), field("label", say.label, controls.label),
    field("pair", say.pair, controls.pair), field("article", say.article, controls.article), field("sort", say.sort, controls.sort));
  const draw = bitByBit(view, BATCH, card);
  const apply = () => {
    const fitting = every.filter((one) => fits(one, controls));
    if (controls.sort.value === "text") fitting.sort((a, b) => a.place - b.place || a.start - b.start || a.at - b.at);
    else fitting.sort((a, b) => b.cost - a.cost || a.at - b.at);
    draw(fitting);
    if (!fitting.length) view.querySelector(".list").append(el("p", { class: "note" }, say.none));
    view.querySelector(".count").textContent = `${fitting.length.toLocaleString()} ${say.of} ${every.length.toLocaleString()}`;
  };
  form.addEventListener("input", apply);
  apply();
};

const fits = (one, { words, kind, label, pair, article }) => {
  if (kind.value && one.kind !== kind.value) return false;
  if (article.value && one.place !== +article.value) return false;
  if (label.value && !one.opinions.some((said) => said[1] === label.value)) return false;
  if (pair.value && !differ(one, ...pair.value.split(" ").map(Number))) return false;
  const text = words.value.trim();
  return !text || slice(data.texts[one.place], one.start, one.end).includes(text);
};

const differ = (one, first, second) => {
  const [mine, yours] = [first, second].map((who) => one.opinions.find((said) => said[0] === who));
  if (!mine || !yours) return false;
  return JSON.stringify(mine.slice(1)) !== JSON.stringify(yours.slice(1));
};

// The parts that a range begins and ends in, with some text around it; a relation may span many.
const passages = (entry, start, end) => {
  const parts = entry.parts.filter((part) => part[0] < end && start < part[1]);
  const ends = parts.length > 2 ? [parts[0], parts[parts.length - 1]] : parts;
  return ends.map(([low, high, kind]) => [Math.max(low, start - AROUND), Math.min(high, end + AROUND), kind === "title" ? "heading" : kind])
    .map(([low, high, kind], at, all) => (all.length > 1 ? [at ? low : Math.max(low, start - AROUND), at ? Math.min(high, end + AROUND) : high, kind] : [low, high, kind]));
};

const card = (one) => {
  const entry = data.texts[one.place];
  const seen = one.opinions.map((said) => entry.layers.find((layer) => layer[0] === said[0])).filter(Boolean);
  const ranges = passages(entry, one.start, one.end);
  const shown = only(seen, ranges), asked = askedOf(one, seen);
  const text = spread(entry, ranges, shown, one.kind === "relation" ? null : [one.start, one.end]);
  const whole = el("button", { type: "button" }, say.whole);
  const made = el("article", { class: "card", "data-key": `${one.kind} ${entry.id} ${entry.version} ${one.start} ${one.end}` },
    el("header", {}, el("h2", {}, KINDS[one.kind]), el("a", { href: addressOf(entry, [one.start, one.end]), lang: entry.language }, clip(titleOf(entry), 40)), whole,
      el("span", { class: "cost" }, `${say.cost} ${one.cost.toLocaleString()}`)),
    text, opinionTable(entry, one));
  whole.addEventListener("click", () => {
    const parts = entry.parts.filter((part) => part[0] < one.end && one.start < part[1]);
    const wider = spread(entry, parts, seen, [one.start, one.end]);
    made.querySelector(".spread").replaceWith(wider);
    whole.remove();
    keepTies(wider, seen, { lanes: true, asked });
  });
  keepTies(text, shown, { lanes: true, asked });
  return made;
};

// Layers with the relations alone that have both ends in the ranges; marks keep their places.
const only = (layers, ranges) => {
  const inside = (mark) => ranges.some(([start, end]) => start <= mark[0] && mark[0] < end);
  return layers.map(([who, marks, ties]) => [who, marks, ties.filter(([source, target]) => inside(marks[source]) && inside(marks[target]))]);
};

// The ties that a disagreement on a relation is about: of what each annotator drew so, those that span the most alike.
const askedOf = ({ kind, start, end, opinions }, layers) => {
  if (kind !== "relation") return null;
  const far = (marks, [source, target]) =>
    Math.abs(Math.min(marks[source][0], marks[target][0]) - start) + Math.abs(Math.max(marks[source][1], marks[target][1]) - end);
  return new Set(layers.flatMap(([who, marks, ties]) => {
    const label = opinions.find((said) => said[0] === who)[1]?.split("+") ?? [];
    const own = ties.filter((tie) => label.includes(data.relations[tie[2]].id));
    const least = Math.min(...own.map((tie) => far(marks, tie)));
    return own.filter((tie) => far(marks, tie) === least);
  }));
};

const opinionTable = (entry, one) => el("table", { class: "opinions" }, el("tbody", {}, ...one.opinions.map(([who, label, aligned, start, end, attributes]) =>
  el("tr", {}, el("th", { scope: "row" }, data.annotators[who]), el("td", {}, opinionLabel(label), aligned ? "" : el("small", { class: "keep" }, bracketed(say.not_aligned))),
    el("td", { lang: entry.language }, start === null ? "" : clip(slice(entry, start, end), 60)), el("td", {}, el("small", {}, attributeWords(attributes)))))));

const opinionLabel = (label) => {
  const type = data.types.find((known) => known.id === label);
  return type ? typeChip(type) : labelName(label);
};
