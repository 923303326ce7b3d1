"""Cycles in a directed graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

Adjacency = Mapping[str, Sequence[str]]


def cycles(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Yield a shortest cycle through the least node of every strongly connected component of two nodes or more.

    A cycle is its nodes in order, the least one first and not repeated. Edges from a node to itself are passed
    over. Sorted by the first node; the order of the edges is of no matter.
    """
    graph = _adjacency(edges)
    for knot in _knots(graph):
        yield _shortest(graph, knot[0])


def knots(edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the strongly connected components of two nodes or more, each sorted, in order of their least node.

    An edge lies on a cycle if and only if both its nodes are in one of them.
    """
    return _knots(_adjacency(edges))


def _adjacency(edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return every node with the nodes that its edges lead to, both sorted; edges to the node itself left out."""
    pairs = {edge for edge in edges if edge[0] != edge[1]}
    graph: dict[str, list[str]] = {node: [] for node in sorted({node for edge in pairs for node in edge})}
    for source, target in sorted(pairs):
        graph[source].append(target)
    return graph


def _knots(graph: Adjacency) -> list[tuple[str, ...]]:
    """Kosaraju's two passes, without recursion: the depth of an argument graph is up to its annotator."""
    if not any(graph[target] for targets in graph.values() for target in targets):
        return []  # No edge goes on where another ends.
    reverse: dict[str, list[str]] = {node: [] for node in graph}
    for node, targets in graph.items():
        for target in targets:
            reverse[target].append(node)
    finished: list[str] = []
    seen: set[str] = set()
    for node in graph:
        finished += _postorder(graph, node, seen)
    seen.clear()
    components = [tuple(sorted(_postorder(reverse, node, seen))) for node in reversed(finished)]
    return sorted(component for component in components if len(component) > 1)


def _postorder(graph: Adjacency, root: str, seen: set[str]) -> list[str]:
    """Return what is reached from the root and not yet seen, each node after all that are reached through it."""
    if root in seen:
        return []
    seen.add(root)
    order: list[str] = []
    path = [(root, iter(graph[root]))]
    while path:
        node, rest = path[-1]
        step = next((target for target in rest if target not in seen), None)
        if step is None:
            order.append(node)
            path.pop()
        else:
            seen.add(step)
            path.append((step, iter(graph[step])))
    return order


def _shortest(graph: Adjacency, start: str) -> tuple[str, ...]:
    """Return the shortest way from a node on a cycle back to it, by breadth first; least nodes first."""
    came: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for target in graph[node]:
            if target == start:
                way = [node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if target not in came:
                came[target] = node
                queue.append(target)
    raise ValueError(f"{start} is on no cycle")
