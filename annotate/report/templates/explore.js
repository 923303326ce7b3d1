// How much of a graph is shown: what stands under a component can be folded away, and all but what is around the chosen one.
const ROUND = 80, WORTH = 2 / 3;

// Of each component the one that it stands under, how deep it stands, and how many stand under it, at any depth.
const outlineOf = (ties, boxes) => {
  const above = boxes.map(([under]) => (under < 0 ? null : ties[under][1]));
  const chain = (at) => { const up = []; for (let one = above[at]; one !== null; one = above[one]) up.push(one); return up; };
  const chains = above.map((_, at) => chain(at)), below = above.map(() => 0);
  for (const one of chains.flat()) below[one] += 1;
  return { chains, below };
};

// The components with others under them that are folded, so that few enough remain to be looked over: all of a depth.
// None where less than a third would be folded away.
const foldedTo = ({ chains, below }, many, worth = WORTH) => {
  const depths = chains.map((chain) => chain.length), deepest = Math.max(0, ...depths);
  let depth = deepest;
  while (depth > 0 && depths.filter((one) => one <= depth).length > many) depth -= 1;
  if (depths.filter((one) => one <= depth).length > worth * depths.length) return new Set();
  return new Set(below.map((_, at) => at).filter((at) => below[at] && depth < deepest && depths[at] >= depth));
};

const aroundOf = (ties, at) => new Set([at, ...ties.filter(([source, target]) => source === at || target === at).flatMap(([source, target]) => [source, target])]);

// The relations between what is seen, each once; those of what is folded away are those of what it is folded into.
const edgesOf = (ties, boxes, seen, stands) => {
  const found = new Map();
  for (const [from, to, kind] of ties) {
    const source = stands(from), target = stands(to), key = `${source} ${target} ${kind}`;
    if (source === target || !seen.has(source) || !seen.has(target) || found.has(key)) continue;
    const up = ties[boxes[source][0]];
    found.set(key, { source, target, kind, outline: up?.[1] === target && up[2] === kind });
  }
  return [...found.values()];
};

// A mark at the lower edge of a node that others stand under: that they can be folded away, or how many are, and how many
// of these no measure addresses.
const foldShape = ({ at, left, y, height }, hidden, lacking) => {
  const sign = hidden ? `+${hidden}${lacking ? ` ⚠${lacking}` : ""}` : "−", width = 18 + 8 * sign.length;
  const x = left + GRAPH.width - 4 - width / 2, made = shape("g", { class: lacking ? "fold lacking" : "fold", "data-fold": at, "aria-hidden": "true" });
  made.append(shape("rect", { x: x - width / 2, y: y + height - 9, width, height: 18, rx: 9 }), shape("text", { x, y: y + height + 4 }, sign));
  return made;
};

const graphOf = (entry, layer, places, text) => {
  const [, marks, ties] = layer, [, boxes] = places, outline = outlineOf(ties, boxes), lacking = unaddressed(marks, ties);
  const few = foldedTo(outline, GRAPH.many), least = few.size ? few : foldedTo(outline, 0, 1);
  let folded = few, around = false, chosen = null, svg;
  const frame = el("div", { class: "plot", role: "group", "aria-label": say.graph });
  const button = (name) => el("button", { type: "button", name, "aria-pressed": "false" }, say[name]);
  const whole = button("unfolded"), near = button("around"), count = el("span", { class: "count", role: "status" });
  // What stands for a component: itself, or the outermost one that it is folded into.
  const stands = (at) => (around && chosen !== null ? at : outline.chains[at].findLast((one) => folded.has(one)) ?? at);
  const draw = () => {
    const seen = around && chosen !== null ? aroundOf(ties, chosen) : new Set(marks.map((_, at) => stands(at)));
    const nodes = nodesOf(entry, layer, places, seen);
    const focused = svg?.contains(document.activeElement) ? document.activeElement.dataset.node : null;
    svg = drawGraph(nodes, edgesOf(ties, boxes, seen, stands));
    if (seen.size === marks.length || !around || chosen === null) for (const node of nodes.values()) foldable(node);
    frame.replaceChildren(svg);
    whole.hidden = !least.size;
    whole.setAttribute("aria-pressed", !folded.size);
    near.setAttribute("aria-pressed", around);
    near.disabled = chosen === null && !around;
    count.textContent = seen.size < marks.length ? `${seen.size} ${say.of} ${marks.length} ${say.components.toLowerCase()}` : "";
    emphasise(svg, chosen === null ? null : stands(chosen));
    if (focused) svg.querySelector(`.node[data-node="${focused}"]`)?.focus({ preventScroll: true });
  };
  const foldable = (node) => {
    if (!outline.below[node.at]) return;
    svg.querySelector(`.node[data-node="${node.at}"]`).setAttribute("aria-expanded", !folded.has(node.at));
    const away = folded.has(node.at) ? outline.below[node.at] : 0;
    svg.append(foldShape(node, away, away && lacking.filter((at) => outline.chains[at].includes(node.at)).length));
  };
  const fold = (at, away = !folded.has(at)) => {
    if (!outline.below[at] || folded.has(at) === away || (around && chosen !== null)) return;
    folded = new Set(folded);
    if (away) folded.add(at); else folded.delete(at);
    draw();
  };
  const pick = (at) => {
    const other = at !== chosen;
    chosen = at;
    choose(text, 0, at);
    near.disabled = at === null && !around;
    if (around && other) { draw(); frame.scrollTo(0, 0); } else emphasise(svg, at === null ? null : stands(at));
  };
  const jump = (at) => { pick(at); text.querySelector(`.tag[data-mark="${at}"]`)?.scrollIntoView({ block: "center" }); };
  whole.addEventListener("click", () => { folded = folded.size ? new Set() : least; draw(); });
  near.addEventListener("click", () => { around = !around; draw(); frame.scrollTo(0, 0); });
  frame.addEventListener("click", (event) => {
    const node = event.target.closest(".node"), sign = event.target.closest(".fold");
    if (sign) fold(+sign.dataset.fold);
    else if (!node) pick(null);
    else if (around && +node.dataset.node !== chosen) pick(+node.dataset.node);
    else jump(+node.dataset.node);
  });
  frame.addEventListener("keydown", (event) => {
    const node = event.target.closest(".node");
    if (event.key === "Escape") pick(null);
    if (!node) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); jump(+node.dataset.node); }
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") { event.preventDefault(); fold(+node.dataset.node, event.key === "ArrowLeft"); }
  });
  frame.addEventListener("focusin", (event) => { const node = event.target.closest(".node"); if (node && !around) pick(+node.dataset.node); });
  draw();
  // The frame alone scrolls, so that the reader stays at the text.
  const follow = () => {
    const node = svg.querySelector(".node.chosen")?.getBoundingClientRect(), home = frame.getBoundingClientRect();
    if (node) frame.scrollBy(node.left - home.left - ROUND, node.top - home.top - ROUND);
  };
  return { box: el("div", { class: "argument" }, el("div", { class: "controls" }, whole, near, count), frame), pick, follow, focus: () => svg.querySelector(".node.chosen")?.focus() };
};

// Show one node with its relations and what these join; nothing for null.
const emphasise = (svg, at) => {
  svg.classList.toggle("some", at !== null);
  for (const one of svg.querySelectorAll(".chosen, .near")) one.classList.remove("chosen", "near");
  if (at === null) return;
  const node = (place) => svg.querySelector(`.node[data-node="${place}"]`);
  node(at)?.classList.add("chosen");
  for (const edge of svg.querySelectorAll(`.edge[data-source="${at}"], .edge[data-target="${at}"]`)) {
    edge.classList.add("chosen");
    for (const place of [edge.dataset.source, edge.dataset.target]) node(place).classList.add("near");
  }
};
