"""A small scheme before and after a change: two types merged, one renamed, an attribute added, one dropped."""

from __future__ import annotations

from annotate.migrating import Names, names
from annotate.scheme import parse
from schema import Dropped, Merged, Operation, Renamed

BEFORE = """
name: roads
version: "1"
title: {zh: 道路, en: Roads}
components:
  - id: claim
    label: {zh: 论点, en: claim}
    guideline: {zh: 可以争论的判断。, en: What could be doubted.}
    color: "#0072b2"
    hotkey: "1"
  - id: problem
    label: {zh: 问题, en: problem}
    guideline: {zh: 不如意的状况。, en: A state that is wanting.}
    color: "#d55e00"
    hotkey: "2"
    attributes:
      - id: kind
        label: {zh: 类别, en: kind}
        scale: nominal
        values:
          - {id: status, label: {zh: 现状, en: status}}
          - {id: risk, label: {zh: 风险, en: risk}}
  - id: danger
    label: {zh: 隐患, en: danger}
    guideline: {zh: 将来的问题。, en: A problem to come.}
    color: "#cc79a7"
    hotkey: "3"
    attributes:
      - id: kind
        label: {zh: 类别, en: kind}
        scale: nominal
        values:
          - {id: status, label: {zh: 现状, en: status}}
          - {id: risk, label: {zh: 风险, en: risk}}
  - id: measure
    label: {zh: 举措, en: measure}
    guideline: {zh: 要做的事。, en: What is to be done.}
    color: "#009e73"
    hotkey: "4"
    attributes:
      - id: means
        label: {zh: 手段, en: means}
        scale: nominal
        values:
          - {id: money, label: {zh: 资金, en: money}}
          - {id: rules, label: {zh: 规章, en: rules}}
      - {id: actor, label: {zh: 主体, en: actor}, scale: text}
relations:
  - id: addresses
    label: {zh: 应对, en: addresses}
    guideline: {zh: 举措针对问题。, en: A measure is for a problem.}
    source: [measure]
    target: [problem, danger]
  - id: causes
    label: {zh: 导致, en: causes}
    guideline: {zh: 一个引起另一个。, en: One leads to another.}
    source: [problem, danger]
    target: [problem, danger]
"""

AFTER = """
name: roads
version: "2"
title: {zh: 道路, en: Roads}
components:
  - id: claim
    label: {zh: 论点, en: claim}
    guideline: {zh: 可以争论的判断。, en: What could be doubted.}
    color: "#0072b2"
    hotkey: "1"
  - id: issue
    label: {zh: 难题, en: issue}
    guideline: {zh: 不如意的状况，现在或将来。, en: A state that is wanting or will be.}
    color: "#d55e00"
    hotkey: "2"
    attributes:
      - id: kind
        label: {zh: 类别, en: kind}
        scale: nominal
        values:
          - {id: present, label: {zh: 现状, en: present}}
          - {id: risk, label: {zh: 风险, en: risk}}
      - id: weight
        label: {zh: 轻重, en: weight}
        scale: ordinal
        required: true
        values:
          - {id: light, label: {zh: 轻, en: light}}
          - {id: heavy, label: {zh: 重, en: heavy}}
  - id: action
    label: {zh: 行动, en: action}
    guideline: {zh: 要做的事。, en: What is to be done.}
    color: "#009e73"
    hotkey: "4"
    attributes:
      - {id: agent, label: {zh: 主体, en: agent}, scale: text}
relations:
  - id: addresses
    label: {zh: 针对, en: addresses}
    guideline: {zh: 行动针对难题。, en: An action is for an issue.}
    source: [action]
    target: [issue]
  - id: leads_to
    label: {zh: 引起, en: leads to}
    guideline: {zh: 一个引起另一个。, en: One leads to another.}
    source: [issue]
    target: [issue]
"""

LATER = AFTER.replace('version: "2"', 'version: "3"').replace("issue", "matter").replace("zh: 难题", "zh: 事项")
"""After a second change, which renames one type."""

OLD, NEW, LAST = parse(BEFORE, "before"), parse(AFTER, "after"), parse(LATER, "later")

OPERATIONS: tuple[Operation, ...] = (
    Merged(what=("problem", "danger"), to="issue"),
    Renamed(what="measure", to="action"),
    Renamed(what="measure.actor", to="agent"),
    Renamed(what="problem.kind.status", to="present"),
    Renamed(what="danger.kind.status", to="present"),
    Renamed(what="causes", to="leads_to"),
    Dropped(what="measure.means"),
)


def change() -> Names:
    return names(OLD, NEW, OPERATIONS)
