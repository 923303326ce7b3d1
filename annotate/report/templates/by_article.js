// How far each article is, and how far annotators agree on it.
const leadingTo = (id, title) => el("th", { scope: "row" }, el("a", { href: `#article/${encodeURIComponent(id)}` }, title || say.untitled));

const share = (title, done, of) => {
  if (!of) return el("td", {}, "–");
  const meter = el("meter", { min: 0, max: of, value: done, "aria-label": `${say.done}${say.colon}${title}` });
  return el("td", {}, meter, ` ${Math.min(Math.round(100 * done / of), done < of ? 99 : 100)}%`);
};

// Columns of what nobody has here are left out: of tasks, or of work that was done elsewhere.
const listCoverage = () => {
  const view = document.getElementById("progress");
  if (!view.querySelector(".list")) return;
  const tasks = data.coverage.some(([, , units]) => units), elsewhere = !tasks || data.coverage.some((one) => one[6]);
  head(view, [say.article, ...(tasks ? [say.done, say.annotators, say.complete, say.units] : []), ...(elsewhere ? [say.imported] : [])], tasks ? [0, 1] : [0]);
  bitByBit(view, ROWS, ([id, title, units, finished, annotators, complete, imported]) => el("tr", {}, leadingTo(id, title),
    ...(tasks ? [share(title || id, finished, units), cell(annotators), cell(complete), cell(units)] : []), ...(elsewhere ? [cell(imported)] : [])))(data.coverage);
};

const listFigures = () => {
  const view = document.getElementById("agreement");
  if (!view.querySelector(".list")) return;
  const [names, ...rows] = data.figures;
  head(view, [say.article, ...names], [0]);
  const figure = (value) => el("td", { class: "number shade", "--shade": Math.min(Math.max(value ?? 0, 0), 1) }, value === null ? "–" : value.toFixed(2));
  bitByBit(view, ROWS, ([id, title, ...values]) => el("tr", {}, leadingTo(id, title), ...values.map(figure)))(rows);
};
