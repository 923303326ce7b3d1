// Where relations pass columns that lie between their ends: in the nearest gap between two nodes, side by side with others
// that pass there; as `drawing.ways_of`.
const APART = 3, SPACE = 8;

const nearest = (straight, column) => {
  if (!column) return straight;
  const last = column[column.length - 1];
  const upper = column[0].y - GRAPH.gap / 2, lower = last.y + last.height + GRAPH.gap / 2;
  if (straight <= upper || lower <= straight) return straight;
  const gaps = column.slice(1).map((one, at) => (column[at].y + column[at].height + one.y) / 2);
  return [upper, ...gaps, lower].reduce((best, gap) => (Math.abs(gap - straight) < Math.abs(best - straight) ? gap : best));
};

const passed = ([from, to], columns) => {
  const step = from.column < to.column ? 1 : -1, found = [];
  let height = middleOf(from);
  for (let column = from.column + step; (to.column - column) * step > 0; column += step) {
    const straight = height + (middleOf(to) - height) / (Math.abs(to.column - column) + 1);
    height = nearest(straight, columns[column]);
    found.push([column, height]);
  }
  return found;
};

// For each pair of nodes the heights at which their relation passes columns, from source to target.
const waysOf = (pairs, nodes) => {
  const columns = [], through = new Map();
  for (const node of nodes.values()) (columns[node.column] ??= []).push(node);
  const ways = pairs.map((pair) => (pair[0].column === pair[1].column ? [] : passed(pair, columns)));
  ways.forEach((way, at) => way.forEach((gap) => through.set(`${gap}`, [...(through.get(`${gap}`) ?? []), at])));
  const sum = (at) => middleOf(pairs[at][0]) + middleOf(pairs[at][1]);
  for (const own of through.values()) own.sort((a, b) => sum(a) - sum(b) || a - b);
  return ways.map((way, at) => way.map((gap) => {
    const own = through.get(`${gap}`), apart = Math.min(APART, SPACE / Math.max(own.length - 1, 1));
    return gap[1] + (own.indexOf(at) - (own.length - 1) / 2) * apart;
  }));
};
