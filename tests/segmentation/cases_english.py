"""Two documents for each rule on the front matter of English texts, and on what stands behind them."""

from tests.segmentation.written import ALL, Document, essay, spaced

WELLS = """\
The wells of the lower valley have been salt for ten years now,
and whoever lives there walks two miles for a bucket of water.
The old have their water brought by neighbours, who take a coin
for it, and the school closes early when the buckets are empty."""
MAINS = """\
The main under the bridge was laid before the war and loses a
third of what is pumped into it. To mend it costs less than the
carts cost the villages in a year, as the council's own ledger
shows to anybody who takes the trouble of adding it up."""
LOOMS = """\
Nobody under forty can set up a loom in this town any more. The
last two masters teach in the evening, without pay, in a room
that the brewery lends them, and their pupils leave as soon as
the cannery hires, which it does every spring and autumn."""


def joined(text: str) -> str:
    return " ".join(text.split())


ENGLISH: dict[str, tuple[Document, Document]] = {
    "memo-heads": (
        essay(
            "MEMORANDUM\n\nTO:       The Mayor and Council\nFROM:     Ann Weaver, Director of Works\n"
            f"DATE:     March 5, 1998\nSUBJECT:  Replacing the Main\n\nBackground\n\n{WELLS}\n\nThe Cost\n\n{MAINS}\n",
            ("title", "Replacing the Main"),
            ("byline", "FROM:     Ann Weaver, Director of Works"),
            ("heading", "Background"),
        ),
        essay(
            "Learning to Weave Again\n\nFrom: John Dyer\n\nTo: All who teach a trade\n\nRe: the evening school\n\n"
            f"{LOOMS}\n\n{MAINS}\n",
            ("title", "Learning to Weave Again"),
            ("byline", "From: John Dyer"),
            ("byline", "Re: the evening school"),
        ),
    ),
    "english-fronts": (
        essay(
            "ADDRESS BY THE MINISTER FOR WATER TO THE ANNUAL\nDINNER OF THE PIPE FITTERS' ASSOCIATION\n\n"
            f"Millbrook, Friday 5 March 1998\n\n{WELLS}\n\nWHAT WE FOUND\n\n{MAINS}\n\nWHAT WE OWE\n\n{LOOMS}\n",
            ("title", "ADDRESS BY THE MINISTER FOR WATER TO THE ANNUAL DINNER OF THE PIPE FITTERS' ASSOCIATION"),
            ("heading", "WHAT WE FOUND"),
        ),
        essay(
            "Who Teaches the Weavers?\nNotes on a Trade Between Grandfathers and\nGrandchildren\n\nAnn Weaver\n"
            f"Millbrook, where she keeps the town's ledger\n\n{LOOMS}\n\nThe Evening School\n\n{MAINS}\n\n"
            f"The Ledger\n\n{WELLS}\n",
            ("title", "Who Teaches the Weavers?"),
            ("subtitle", "Notes on a Trade Between Grandfathers and Grandchildren"),
            ("byline", "Millbrook, where she keeps the town's ledger"),
            ("heading", "The Evening School"),
        ),
    ),
    "english-notes": (
        essay(
            f"THE PRICE OF A BUCKET\n\nBy ANN WEAVER\n\n{WELLS}\n\n{MAINS}\n\nMs. Weaver is clerk to the council of "
            "Millbrook.\n",
            ("byline", "Ms. Weaver is clerk to the council of Millbrook."),
            ("paragraph", joined(MAINS)),
        ),
        essay(
            spaced("# Learning to Weave Again", joined(LOOMS), joined(MAINS), joined(WELLS), "## About the author")
            + "\n\nJohn Dyer has taught weaving for thirty years, and never took a coin for it.\n",
            ("byline", "John Dyer has taught weaving for thirty years, and never took a coin for it."),
            ("boilerplate", "About the author"),
        ),
    ),
    "centred-lines": (
        essay(
            f"\n             The Secret of the Dry Well.\n\n\n{WELLS}\n\n{MAINS}\n\nTHE LEDGER\n\n{LOOMS}\n",
            ("title", "The Secret of the Dry Well."),
            ("paragraph", joined(WELLS)),
        ),
        essay(
            "The following was read to the weavers' guild last winter and is\nprinted here as it was written down.\n\n"
            f"               Give Us Back Our Looms.\n\n{LOOMS}\n\n{WELLS}\n\n{MAINS}\n",
            ("title", "Give Us Back Our Looms."),
            ("paragraph", joined(LOOMS)),
        ),
    ),
    "standfirsts": (
        essay(
            spaced("# The Price of a Bucket", "## Mending one pipe would pay for itself in a year.", joined(WELLS))
            + "\n\n"
            + spaced("### The ledger", joined(MAINS), "### The carts", joined(LOOMS)),
            ("subtitle", "Mending one pipe would pay for itself in a year."),
            ("heading", "The ledger"),
        ),
        essay(
            spaced(
                "# 织机与学徒", "### 没有人教，手艺就断在这一代人手里。", ALL[0], "## 学徒", ALL[1], "## 师傅", ALL[2]
            ),
            ("subtitle", "没有人教，手艺就断在这一代人手里。"),
            ("heading", "学徒"),
        ),
    ),
    "underlined": (
        essay(
            f"Speech: Weaver - Mending the Main\n{'=' * 33}\n\n**Friday, 6 March 1998, 2:53 pm**\n\n{WELLS}\n\n"
            f"What the carts cost us, year after year, in coin;\n{'-' * 48}\n\n{MAINS}\n",
            ("title", "Speech: Weaver - Mending the Main"),
            ("heading", "What the carts cost us, year after year, in coin;"),
            ("byline", "Friday, 6 March 1998, 2:53 pm"),
        ),
        essay(
            "织机与学徒：没有人教，手艺就断了。\n====================\n\n"
            + spaced(ALL[0], ALL[1], "师傅。\n---\n\n" + ALL[2], ALL[3]),
            ("title", "织机与学徒：没有人教，手艺就断了。"),
            ("heading", "师傅。"),
        ),
    ),
}
