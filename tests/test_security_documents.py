"""What hostile documents can do to who imports them: no entity grows, nothing is fetched, no line takes for ever."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.importers import read
from annotate.workflow.labelling.doctor._drift import _parts
from tests.servers import Handler, serving

ROOT = Path(__file__).parent.parent

ESSAY = "村口的桥坏了三年，𠮷婆婆每天都要绕行😀。"


def packed(parts: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A Word file, some parts of which are changed or added."""
    from docx import Document

    plain, made = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph(ESSAY)
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in parts if name not in old.namelist())]:
            data = old.read(name) if name in old.namelist() else b""
            new.writestr(name, parts[name](data) if name in parts else data)
    return made.getvalue()


ENTITIES = '<!ENTITY a0 "lolololol">' + "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
)
"""The last of them is 9,000,000,000 characters."""

XML = '<?xml version="1.0"?>'

BOMBS = {
    "text.xhtml": f"{XML}<!DOCTYPE html [{ENTITIES}]><html><body><p>{ESSAY}&a9;</p></body></html>".encode(),
    "value.xhtml": f'{XML}<!DOCTYPE html [{ENTITIES}]><html><body><p title="&a9;">{ESSAY}</p></body></html>'.encode(),
    "value.html": f'<!DOCTYPE html [{ENTITIES}]><html><body><p title="&a9;">{ESSAY}&a9;</p></body></html>'.encode(),
}


def docx_bomb(data: bytes) -> bytes:
    return data.replace(b"<w:document", f'<!DOCTYPE d [{ENTITIES}]><w:document bomb="&a9;"'.encode(), 1)


LIMITED = """
import resource, sys
from pathlib import Path
from annotate.errors import InputError
from annotate.importers import read
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
for path in sys.argv[1:]:
    try:
        print(len(list(read(Path(path)))), sum(len(one.document.view.text) for one in read(Path(path))))
    except InputError:
        print("refused")
"""


def test_no_entity_grows(tmp_path: Path) -> None:
    files = {**BOMBS, "bomb.docx": packed({"word/document.xml": docx_bomb}), "plain.docx": packed({})}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", LIMITED, *(str(tmp_path / name) for name in files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = dict(zip(files, done.stdout.splitlines(), strict=True))
    assert told["bomb.docx"] == "refused"
    assert told["plain.docx"] == f"1 {len(ESSAY) + 1}"
    for name in BOMBS:
        assert int(told[name].split()[1]) < 100, name


def test_an_entity_of_a_servers_config_does_not_grow() -> None:
    assert _parts('<View><Labels name="a" toName="b"/></View>')
    assert _parts(f'<!DOCTYPE View [{ENTITIES}]><View><Labels name="&a9;" toName="b"/></View>') == set()


def test_members_of_an_archive_are_written_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b" / "c.docx"
    inside.parent.mkdir(parents=True)
    out = tmp_path / "evil.txt"
    inside.write_bytes(packed({"../../evil.txt": lambda _: b"x", str(out): lambda _: b"x"}))
    assert next(read(inside)).document.view.text == f"{ESSAY}\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "c.docx"]


WATCHED = """
import sys
from pathlib import Path
from annotate.errors import InputError
from annotate.importers import read
paths = [Path(name) for name in sys.argv[2:]]
import docx, lxml.etree, pypdfium2
def heed(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec", "os.posix_spawn"):
        print("did", event, flush=True)
    elif event == "open" and "secret" in str(arguments[0]):
        print("did open", flush=True)
sys.addaudithook(heed)
if sys.argv[1] == "control":
    import socket
    try: socket.create_connection(("127.0.0.1", 9))
    except OSError: pass
    open(paths[0]).close()
for path in paths[1:]:
    try:
        found = [one.document.view.text for one in read(path)]
    except InputError as error:
        found = [str(error)]
    print("LEAKED" if "绝密" in "".join(found) else "read", path.name, flush=True)
"""


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine that notes whoever comes."""
    came: list[str] = []

    class Noting(Handler):
        def respond(self) -> None:
            came.append(self.path)
            self.answer(404)

    with serving(Noting) as url:
        yield url, came


def reaching_out(folder: Path, url: str) -> list[Path]:
    """Documents of every kind that name files and addresses; the first is the file that they are after."""
    secret = folder / "secret.txt"
    secret.write_text("绝密" * 20, encoding="utf-8")
    head = f'<base href="{url}/"><link rel="stylesheet" href="{url}/a.css"><script src="{url}/a.js"></script>'
    frames = f'<iframe src="{url}/f"></iframe><object data="{secret.as_uri()}"></object>'
    body = f'<p>{ESSAY}</p><img src="{url}/a.png">{frames}'
    xinclude = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    outside = f'{XML}<!DOCTYPE html SYSTEM "{url}/x.dtd">'
    external = f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{url}/x.dtd" [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    relation = f'<Relationship Id="rId99" TargetMode="External" Target="{url}/t.dotm" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{{}}"/></Relationships>'
    related = relation.format("attachedTemplate").encode()
    header = relation.format("header").encode()
    files: dict[str, bytes] = {
        "page.html": f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(),
        "page.xhtml": f"{external}<html><head>{head}</head><body><p>{ESSAY}&e;</p>{xinclude}</body></html>".encode(),
        "dtd.xhtml": f"{outside}<html><body><p>{ESSAY}</p>{xinclude}</body></html>".encode(),
        "note.md": f"{ESSAY}\n\n![图]({url}/a.png) [链]({secret.as_uri()})\n\n{{% include {secret} %}}\n".encode(),
        "saved.mhtml": f"Content-Type: text/html\nContent-Location: {url}/\n\n<html>{head}{body}</html>".encode(),
        "word.docx": packed(
            {
                "word/_rels/document.xml.rels": lambda data: data.replace(b"</Relationships>", related),
                "word/document.xml": lambda data: data.replace(
                    b"<w:document", f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document'.encode(), 1
                ).replace(ESSAY.encode(), ESSAY.encode() + b"&e;"),
            }
        ),
        "header.docx": packed({"word/_rels/document.xml.rels": lambda data: data.replace(b"</Relationships>", header)}),
        "paper.pdf": pdf(url),
        "rows.csv": f'id,text\n1,"=WEBSERVICE(""{url}"") {ESSAY}"\n'.encode(),
        "lines.jsonl": (json.dumps({"id": "1", "text": ESSAY, "source": url, "file": str(secret)}) + "\n").encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [secret, *(folder / name for name in files)]


def pdf(url: str) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    canvas.setFont("STSong-Light", 11)
    canvas.drawString(60, 700, ESSAY[:12])
    canvas.linkURL(url, (60, 690, 200, 720))
    canvas.setViewerPreference("HideToolbar", "true")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("control", ["control", "documents"])
def test_no_document_makes_the_program_fetch_or_open_anything(tmp_path: Path, control: str) -> None:
    with listening() as (url, came):
        files = reaching_out(tmp_path, url)
        command = [sys.executable, "-c", WATCHED, control, *map(str, files)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("read")] == [f"read {path.name}" for path in files[1:]]
    did = [line for line in lines if not line.startswith("read")]
    assert ("did open" in did and "did socket.connect" in did) if control == "control" else (did, came) == ([], [])


HOSTILE = (
    *(
        "a",
        "（",
        "1.",
        "一、",
        "(1)",
        "\u3000",
        "——",
        "。",
        "“",
        "《",
        "[1]",
        "①",
        "# ",
        "- ",
        "|",
        "|-",
        "*",
        "**a",
        "~~a ",
    ),
    *(
        "__a ",
        "`",
        "&",
        "&amp;",
        "www.a",
        "a@",
        "作者：",
        "文/",
        "第一章",
        "-1-\n",
        "··",
        "…",
        "来源：",
        "2026年1月",
        "<",
        "<!--",
    ),
    *(
        "{{<",
        "{{% ",
        "{% ",
        "![",
        "](",
        "[a](",
        "[a][",
        "[a]: ",
        "<p ",
        "<a b=",
        "</p>",
        "title: a\n",
        "甲\n",
        "甲。\n",
        "\u200b",
    ),
)
"""What is repeated without end, to lead a pattern astray."""


def seconds(work: Callable[[int], object], size: int, times: int) -> float:
    """How long the processor takes for work of a size, at best of so many times."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work(size)
        taken.append(time.process_time() - begun)
    return min(taken)


def out_of_proportion(work: Callable[[int], object]) -> bool:
    """Whether eight times as much takes far more than eight times as long; out of proportion it is 64 times."""
    small = seconds(work, 500, 2)
    return all(seconds(work, 4_000, times) > 24 * small for times in (1, 2))


def test_what_takes_time_out_of_proportion_is_found() -> None:
    assert out_of_proportion(lambda size: re.search(r"\{\{<.*?>\}\}", "{{<" * size))
    assert not out_of_proportion(lambda size: re.search(r"\{\{<[^{]*?>\}\}", "{{<" * size))


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_no_line_takes_time_out_of_proportion(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"hostile{suffix}"

    def reading(word: str) -> Callable[[int], object]:
        def work(size: int) -> None:
            path.write_text(f"村口\n\n{ESSAY}{word * size}!\n\n{ESSAY}\n", encoding="utf-8")
            # To refuse it is an answer too.
            with contextlib.suppress(InputError):
                list(read(path))

        return work

    reading("甲")(100)
    assert [word for word in HOSTILE if out_of_proportion(reading(word))] == []
