// The list of articles, and one article as text and as graph.
const field = (name, label, control, kind = "") => el("label", { class: kind }, label, Object.assign(control, { name }));
const choice = (options) => el("select", {}, ...options.map(([value, text]) => el("option", { value }, text)));

// Places of the marks that a measure could address, and none does.
const addressable = new Set(data.addressable);
const unaddressed = (marks, ties) => {
  const met = new Set(ties.filter(([, , kind]) => data.relations[kind].id === "addresses").map(([, target]) => target));
  return marks.map((_, at) => at).filter((at) => addressable.has(marks[at][2]) && !met.has(at));
};

const nameOf = (entry) => (entry.newest ? titleOf(entry) : `${titleOf(entry)}${bracketed(`${say.version} ${entry.version}`)}`);

const articleRow = ({ entry, lacking }) => {
  const counts = data.types.map((type, at) => [type, entry.gold?.[1].filter((mark) => mark[2] === at).length]).filter(([, count]) => count);
  const chips = counts.map(([type, count]) => el("span", { class: "chip", title: type.name, "--own": type.color, "--own-ink": type.ink }, `${type.name} ${count}`));
  return el("tr", {},
    el("th", { scope: "row" }, el("a", { href: addressOf(entry) }, nameOf(entry)), el("br"), el("small", {}, entry.facts.join(" · "))),
    cell(entry.parts.filter((part) => part[2] === "paragraph" || part[2] === "abstract").length),
    el("td", {}, ...chips.flatMap((chip) => [chip, " "])),
    cell(entry.gold ? entry.gold[2].length : "–"),
    cell(lacking || (entry.gold ? 0 : "–"), lacking ? "number warn" : "number"),
    cell(entry.gold ? entry.open : "–"), cell(entry.layers.length));
};

const ROWS = 60;
const head = (view, columns, wordy) =>
  view.querySelector("table:has(.list) thead").append(el("tr", {}, ...columns.map((name, at) => el("th", { scope: "col", class: wordy.includes(at) ? "" : "number" }, name))));
const cell = (value, kind = "number") => el("td", { class: kind }, value.toLocaleString());

const listArticles = () => {
  const view = document.getElementById("articles");
  head(view, [say.title, say.paragraphs, say.components, say.relations, say.lacking, say.undecided, say.annotators], [0, 2]);
  const every = data.texts.map((entry) => ({ entry, text: `${entry.id} ${nameOf(entry)} ${entry.facts.join(" ")}`.toLowerCase(), lacking: entry.gold ? unaddressed(entry.gold[1], entry.gold[2]).length : 0 }));
  const draw = bitByBit(view, ROWS, articleRow);
  const words = el("input", { type: "search" });
  const which = choice([["", say.all], ["lacking", say.lacking]]);
  view.querySelector(".filters").append(field("words", say.words, words, "words"), field("which", say.kind, which));
  const apply = () => {
    const fitting = every.filter(({ text, lacking }) => text.includes(words.value.trim().toLowerCase()) && (!which.value || lacking));
    draw(fitting);
    view.querySelector(".count").textContent = `${fitting.length.toLocaleString()} ${say.of} ${every.length.toLocaleString()}`;
  };
  view.querySelector(".filters").addEventListener("input", apply);
  apply();
};

const showArticle = (id, version, focus, layer = null) => {
  const at = data.texts.findIndex((entry) => entry.id === id && (version ? entry.version === +version : true));
  const view = document.getElementById("article");
  if (at < 0) { view.replaceChildren(el("h1", { id: "article-title" }, say.none)); return; }
  const entry = data.texts[at];
  const layers = layersOf(entry);
  const own = Math.max(0, layers.findIndex((one) => one[0] === layer));
  const shown = layers.length ? [layers[own]] : [];
  const text = spread(entry, entry.parts, shown, focus);
  const picker = choice(layers.map((one, place) => [place, whoIs(one)]));
  picker.name = "layer";
  picker.value = String(own);
  picker.addEventListener("change", () => { showArticle(id, version, null, layers[+picker.value][0]); document.querySelector("#article select").focus(); });
  const graph = shown[0]?.[1].length ? graphOf(entry, shown[0], entry.graphs[own], text) : null;
  view.replaceChildren(
    crumbs(at),
    el("h1", { id: "article-title", lang: entry.language }, nameOf(entry)),
    el("p", { class: "note" }, entry.facts.join(" · ")),
    ...(entry.gold ? [] : [el("p", { class: "note" }, say.no_gold)]),
    el("div", { class: "controls" }, ...(layers.length > 1 ? [el("label", {}, `${say.layer} `, picker)] : []), legend()),
    ...(graph ? [el("h2", {}, say.graph), el("p", { class: "note screen" }, say.graph_note), graph.box] : []),
    el("h2", {}, say.text), text,
    ...(shown.length ? [asList(entry, shown[0])] : []));
  listen(text, graph);
  keepTies(text, shown);
  const target = focus && text.querySelector(".seg.focus");
  if (target) target.scrollIntoView({ block: "center" });
};

const crumbs = (at) => {
  const to = (entry, name) => (entry ? [el("a", { href: addressOf(entry) }, name)] : []);
  return el("nav", { class: "crumbs", "aria-label": say.articles }, el("a", { href: "#articles" }, `← ${say.back}`),
    el("span", { class: "push" }), ...to(data.texts[at - 1], `${say.previous}`), ...to(data.texts[at + 1], `${say.next}`));
};

const legend = () => el("ul", { class: "legend" }, ...data.types.map((type) => el("li", {}, typeChip(type))));

const asList = (entry, [, marks, ties]) => {
  const name = (at) => `${data.types[marks[at][2]].name} “${slice(entry, marks[at][0], marks[at][1])}”`;
  return el("details", {}, el("summary", {}, say.as_table),
    el("ol", {}, ...marks.map((mark, at) => el("li", {}, name(at), mark[3] ? el("small", {}, ` ${attributeWords(mark[3])}`) : "",
      el("ul", {}, ...ties.filter(([source]) => source === at).map(([, target, kind]) =>
        el("li", {}, `${data.relations[kind].name} ${data.relations[kind].symmetric ? "↔" : "→"} ${name(target)}`)))))));
};

const listen = (text, graph) => {
  const pick = graph?.pick ?? ((at) => choose(text, 0, at));
  text.addEventListener("click", (event) => {
    const tag = event.target.closest(".tag");
    pick(tag ? +tag.dataset.mark : null);
    if (tag) graph?.follow();
  });
  text.addEventListener("focusin", (event) => { const tag = event.target.closest(".tag"); if (tag) pick(+tag.dataset.mark); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") pick(null);
    if (event.key === "g" && event.target.closest(".tag")) graph?.focus();
  });
};
