"""Language and script are told by letters alone."""

import opencc  # type: ignore[import-untyped]
import pytest

from annotate.segmentation import language_of

ESSAY = "渡口停航以后，两岸的人要绕二十里山路。县里应当把渡船列入农村客运补贴，亏损的部分由县乡两级分担。"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ESSAY, "zh-Hans"),
        (opencc.OpenCC("s2t").convert(ESSAY), "zh-Hant"),
        ("The ferry stopped running five years ago.", "en"),
        ("GDP、R&D 等 API 指标说明，渡口应当补贴。", "zh-Hans"),
        ("The ferry at 渡口 stopped running five years ago.", "en"),
        ("山水之人", None),
        ("12，34。😀", None),
        ("𠮷𠮷", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
