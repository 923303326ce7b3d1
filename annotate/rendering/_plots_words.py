"""What charts are titled, and what measures are called in Chinese ones."""

from __future__ import annotations

from annotate.agreement import Measure

WORDS: dict[str, tuple[str, str]] = {
    "drift": ("Agreement over time", "一致性随时间的变化"),
    "days": ("Finished each day", "每日完成"),
    "weeks": ("Finished each week", "每周完成"),
    "window": ("units in the order in which they were done", "按完成先后分段的单元"),
    "start": ("Starts of aligned spans", "对齐片段的起点"),
    "end": ("Ends of aligned spans", "对齐片段的终点"),
    "offset": ("code points apart", "相差字符数"),
    "count": ("pairs of spans", "片段对数"),
}
"""English and Chinese."""

MEASURES: dict[Measure, str] = {
    "span_f1_exact": "片段 F1（起止相同）",
    "span_f1_iou50": "片段 F1（IoU ≥ .5）",
    "u_alpha": "uα",
    "relation_f1_exact": "关系 F1（起止相同）",
    "relation_f1_iou50": "关系 F1（IoU ≥ .5）",
    "relation_alpha": "关系 α",
}
"""Measures that stand in charts."""
