"""Two documents for each rule on the front matter of English texts, and on what stands behind them."""

import textwrap

from tests.segmentation.written import ALL, DYE, PIPE, WELL, Document, essay, spaced

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


def loosely(text: str, width: int) -> str:
    """Break a text into lines, also before a word that would just have fitted behind the end of a sentence."""
    lines = [""]
    for word in text.split():
        left = width - 4 if lines[-1].endswith((".", "?")) else width
        if len(lines[-1]) + 1 + len(word) > left and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


TOLL = (
    "The toll was meant to pay for the bridge, and so it did by 1931. It has been raised four times since. Nobody in "
    "the office can say what for. The ferrymen, who were put out of work by it, now sell tickets at the gate."
)
GATE = (
    "A cart of turnips pays as much as it will fetch at the market. Who can blame the growers for going round by the "
    "ford? In March it took two of them and a horse. We still pay for the horse."
)
FORD = (
    "We ask for one thing only. Let the gate stand open on the two days of the week on which there is a market, and "
    "count in autumn what it has cost. It may be less than the horse."
)
WELLS_AGAIN = joined(WELLS) + " Salt does not go away. It is carried on with the water, and so into the bread."


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
    "spaced-paragraphs": (
        essay(
            spaced("The Toll on the Old Bridge", *(loosely(part, 70) for part in (TOLL, GATE, FORD))),
            *(("paragraph", part) for part in (TOLL, GATE, FORD)),
        ),
        essay(
            spaced(
                "The Price of a Bucket", *(loosely(part, 65) for part in (WELLS_AGAIN, joined(MAINS), joined(LOOMS)))
            ),
            *(("paragraph", part) for part in (WELLS_AGAIN, joined(MAINS), joined(LOOMS))),
        ),
    ),
    "listed-sentences": (
        essay(
            spaced("# The Toll on the Old Bridge", FORD, *(f"- {part}" for part in (TOLL, GATE)), WELLS_AGAIN),
            ("paragraph", TOLL),
            ("paragraph", GATE),
        ),
        essay(
            spaced("# 织机与学徒", ALL[0], "## 办法", *(f"* {part}" for part in (DYE, PIPE, WELL)), "## 账目", ALL[1]),
            ("paragraph", DYE),
            ("paragraph", WELL),
        ),
    ),
    "lead-ins": (
        essay(
            f"The Toll on the Old Bridge\n\n{TOLL}\n\nWho Pays:\n\n- growers\n- the carter\n\n{GATE}\n",
            ("paragraph", "Who Pays:"),
            ("list_item", "growers"),
        ),
        essay(
            f"The Price of a Bucket\n\n{WELLS_AGAIN}\n\nWhat We Ask For:\n\n* one pipe\n* one tap a street\n\n{FORD}\n",
            ("paragraph", "What We Ask For:"),
            ("list_item", "one pipe"),
        ),
    ),
    "asked-rows": (
        essay(
            spaced(
                "The Toll on the Old Bridge", TOLL, "Who pays for the horse?", "Who fed it all those years?", GATE, FORD
            ),
            ("paragraph", "Who pays for the horse?"),
            ("paragraph", "Who fed it all those years?"),
        ),
        essay(
            "\n".join(
                (
                    "The Price of a Bucket",
                    joined(MAINS),
                    "How many walk two miles for a bucket?",
                    "How many buckets does a cow drink?",
                    "What does the ledger say?",
                    WELLS_AGAIN,
                    joined(LOOMS),
                )
            ),
            ("paragraph", "How many walk two miles for a bucket?"),
            ("paragraph", "What does the ledger say?"),
        ),
    ),
    "last-questions": (
        essay(
            spaced("The Toll on the Old Bridge", TOLL, GATE, FORD, "Who pays for the horse?"),
            ("paragraph", "Who pays for the horse?"),
        ),
        essay(
            "\n".join(("织机与学徒", ALL[0], ALL[1], ALL[2], "谁来付这笔钱？")),
            ("paragraph", "谁来付这笔钱？"),
        ),
    ),
    "addresses": (
        essay(
            f"The Toll on the Old Bridge\n\nFor the Millbrook Ledger.\n\nWEAVER\n\nTo the Growers of the Valley:\n\n"
            f"{textwrap.fill(TOLL, 64)}\n\n{textwrap.fill(GATE, 64)}\n",
            ("title", "The Toll on the Old Bridge"),
            ("byline", "For the Millbrook Ledger."),
            ("byline", "WEAVER"),
            ("paragraph", "To the Growers of the Valley:"),
        ),
        essay(
            spaced(
                "Why We Want One Pipe",
                "Read to the council on a Tuesday.",
                "Mr. Mayor, members of the council:",
                WELLS_AGAIN,
                FORD,
            ),
            ("byline", "Read to the council on a Tuesday."),
            ("paragraph", "Mr. Mayor, members of the council:"),
        ),
    ),
    "signatures": (
        essay(
            spaced("The Toll on the Old Bridge", TOLL, GATE, "AGRICOLA."), ("byline", "AGRICOLA."), ("paragraph", GATE)
        ),
        essay(
            f"Why We Want One Pipe\n\nDear Mr. Alder,\n\n{WELLS_AGAIN}\n\n{FORD}\n\nRespectfully submitted,\n\n"
            "Ann Weaver\nfor the women of the lower valley\n",
            ("byline", "Ann Weaver"),
            ("byline", "for the women of the lower valley"),
        ),
    ),
}
