// Concordance: words in the texts, spans by label and annotator, or words within such spans.
const CONTEXT = 28, LINES = 100;

const searching = () => {
  const view = document.getElementById("search");
  const form = view.querySelector(".filters");
  const hasGold = data.texts.some((entry) => entry.gold);
  const controls = {
    words: el("input", { type: "search" }),
    label: choice([["", say.whole_text], ...data.types.map((type, at) => [at, type.name])]),
    who: choice([...(hasGold ? [[GOLD, say.gold_layer]] : []), ...data.annotators.map((name, at) => [at, name])]),
    attribute: el("input", { type: "search" }),
  };
  form.append(field("words", say.words, controls.words, "words"), field("label", say.label, controls.label),
    field("who", say.annotator, controls.who), field("attribute", say.attribute, controls.attribute));
  const draw = bitByBit(view, LINES, lineOf);
  const apply = () => {
    const found = [...places(controls)];
    draw(found);
    view.querySelector(".count").textContent = filled(say.hits, found.length, new Set(found.map(([entry]) => entry.id)).size);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
};

// Ranges of a text in code points at which words stand.
function* occurrences(entry, words) {
  const lower = entry.text.toLowerCase();
  const folded = lower.length === entry.text.length ? lower : entry.text;
  const astral = points(entry).length !== entry.text.length;
  const length = Array.from(words).length;
  for (let at = folded.indexOf(words); at >= 0; at = folded.indexOf(words, at + words.length)) {
    const start = astral ? Array.from(entry.text.slice(0, at)).length : at;
    yield [start, start + length];
  }
}

function* places({ words, label, who, attribute }) {
  const wanted = words.value.trim().toLowerCase();
  const value = attribute.value.trim().toLowerCase();
  if (!wanted && label.value === "" && !value) return;
  for (const entry of data.texts) {
    if (label.value === "" && !value) {
      for (const range of occurrences(entry, wanted)) yield [entry, ...range, null];
      continue;
    }
    const layer = layersOf(entry).find((one) => one[0] === +who.value);
    for (const mark of layer?.[1] ?? []) {
      if (label.value !== "" && mark[2] !== +label.value) continue;
      if (value && !attributeWords(mark[3]).toLowerCase().includes(value)) continue;
      if (wanted && !slice(entry, mark[0], mark[1]).toLowerCase().includes(wanted)) continue;
      yield [entry, mark[0], mark[1], mark];
    }
  }
}

const lineOf = ([entry, start, end, mark]) => {
  const line = (low, high) => slice(entry, Math.max(0, low), high).replaceAll("\n", "⏎");
  return el("tr", { lang: entry.language },
    el("td", { class: "before" }, el("bdi", {}, line(start - CONTEXT, start))),
    el("td", { class: "match" }, mark ? typeChip(data.types[mark[2]]) : "", mark ? " " : "", el("a", { href: addressOf(entry, [start, end]) }, line(start, end))),
    el("td", { class: "after" }, el("bdi", {}, line(end, end + CONTEXT))),
    ...(mark ? [el("td", { class: "where" }, attributeWords(mark[3]))] : []), el("td", { class: "where" }, titleOf(entry)));
};
