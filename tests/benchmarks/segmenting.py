"""Times the segmentation of texts of growing size, beside the floor and beside a segmenter that users know.

    python -m tests.benchmarks.segmenting [MEGABYTES ...]

The texts are put together at random from sentences written for this, once with one paragraph a line and once wrapped
at twenty characters with an indent and no blank lines. Each size is done in a process of its own, which reports its
own highest memory; seconds are those of the processor, so that what else runs on the machine counts for less. The
floor is `bytes.decode().splitlines()`; the peer is pysbd's Chinese segmenter, called as its documentation says,
paragraph by paragraph, on a tenth of a megabyte (it finds sentences, this finds articles and paragraphs). Prints
tables of Markdown.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

_SENTENCES = (
    "渡口停航以后，两岸的人要绕二十里山路。",
    "县里应当把渡船列入农村客运补贴，每班按里程结算。",
    "学生每天要比从前早起四十分钟，冬天出门时天还没有亮。",
    "我们认为，恢复小型客渡是眼下最省钱的办法，也是村民最盼望的办法！",
    "村里的药店没有冷链，老人配药只能托人从对岸捎来；一来一回，就是大半天。",
    "“从前过河十分钟，现在过河要一个上午。”",
    "2019年以来，果农的运费涨了三成，可枇杷的价钱一分也没有涨。",
    "码头要装护栏和夜灯，救生衣按座位配足，汛期由水文站每天发布一次停航与否的通知，任何人不得冒险开船。",
    "谁来出油钱？这是最先要回答的问题。",
)
_WIDTH = 20
_SIZES = (1.0, 10.0, 100.0)
_PEER_BYTES = 100_000


def paragraphs(megabytes: float, seed: int = 1) -> list[str]:
    """Return random paragraphs of two to eight sentences that take so many megabytes in UTF-8."""
    chance = random.Random(seed)
    found: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        found.append("".join(chance.choice(_SENTENCES) for _ in range(chance.randint(2, 8))))
        size += len(found[-1].encode())
    return found


def in_lines(texts: list[str]) -> bytes:
    return "\n".join(["渡口", *texts]).encode()


def wrapped(texts: list[str]) -> bytes:
    lines = ["渡口"]
    for text in texts:
        indented = "\u3000\u3000" + text
        lines += [indented[at : at + _WIDTH] for at in range(0, len(indented), _WIDTH)]
    return "\n".join(lines).encode()


LAYOUTS: dict[str, Callable[[list[str]], bytes]] = {"one paragraph a line": in_lines, "wrapped at 20": wrapped}


def measured(layout: str, megabytes: float) -> tuple[float, float, float, float, int]:
    """Return megabytes, seconds of the floor and of the segmentation, peak memory in MB, paragraphs right of all."""
    from pathlib import Path

    from annotate.importers import READERS

    texts = paragraphs(megabytes)
    data = LAYOUTS[layout](texts)
    floor = _seconds(lambda: data.decode().splitlines())
    before = time.process_time()
    (found,) = READERS[".txt"](data, Path("text.txt"))
    spent = time.process_time() - before
    made = {block.text for block in found.document.blocks if block.kind in ("paragraph", "duplicate")}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(data) / 1e6, floor, spent, peak, sum(text in made for text in texts) * 100 // len(texts)


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def peer() -> float:
    """Return the megabytes a second of pysbd."""
    import pysbd  # type: ignore[import-untyped]

    texts = paragraphs(_PEER_BYTES / 1e6)
    segmenter = pysbd.Segmenter(language="zh", clean=False)
    spent = _seconds(lambda: [segmenter.segment(text) for text in texts])
    return _PEER_BYTES / 1e6 / spent


def main() -> None:
    sizes = [float(size) for size in sys.argv[1:]] or _SIZES
    print("| layout | MB | MB/s | floor MB/s | peak memory MB | paragraphs right |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for layout in LAYOUTS:
        for size in sizes:
            with ProcessPoolExecutor(1, get_context("spawn")) as process:
                megabytes, floor, spent, peak, right = process.submit(measured, layout, size).result()
            print(
                f"| {layout} | {megabytes:.1f} | {megabytes / spent:.2f} | {megabytes / floor:.0f} | {peak:.0f} "
                f"| {right} % |",
                flush=True,
            )
    print(f"\npysbd on {_PEER_BYTES / 1e6:.1f} MB: {peer():.3f} MB/s")


if __name__ == "__main__":
    main()
