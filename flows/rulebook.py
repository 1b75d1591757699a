"""The rules as `recital rules` lists them: what each says, what it finds and leaves, how it fares against gold.

dates.day-month-year  hits 41  precision 0.976
  A day, a month and a year.
  finds   on «10 June 1999» the
  leaves  resolution 1244 (1999)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from extractors.rules import Rule
from flows.evaluation.reports import ratio_text
from flows.evaluation.scores import RuleScore, Share
from schemas.errors import UsageError

_NO_HITS = RuleScore(hits=0, judged=Share(0, 0))

_INTRODUCTION = """\
# Rules

Every way of finding a fact, in the order in which they run. Guillemets enclose what a rule takes from an example;
every example runs as a test. Made by `recital rules --markdown > docs/rules.md`.
"""


def of_module(rules: Sequence[Rule], module: str | None) -> tuple[Rule, ...]:
    """The rules of one module, or of all. Raises `UsageError` for a module without rules."""
    chosen = tuple(rule for rule in rules if module in (None, _module(rule)))
    if not chosen:
        raise UsageError(f"no rules of {module!r}; expected one of {', '.join(dict.fromkeys(map(_module, rules)))}")
    return chosen


def print_rules(rules: Iterable[Rule], scores: Mapping[str, RuleScore], *, console: Console) -> None:
    """Prints each rule; where there are scores, a rule without one has no hits."""
    for rule in rules:
        score = scores.get(rule.id, _NO_HITS) if scores else None
        console.print(listed(rule, score), soft_wrap=True)


def listed(rule: Rule, score: RuleScore | None) -> Text:
    """A rule with an example of what it finds and one of what it leaves; with a score, its hits and precision."""
    lines = [Text(rule.id, "bold")]
    if score:
        lines[0].append(f"  hits {score.hits}", "cyan")
        if score.judged.of:
            lines[0].append(f"  precision {ratio_text(score.judged.value)}", "cyan")
    lines.append(Text(f"  {rule.says}"))
    lines += [Text(f"  finds   {_shown(example)}", "dim") for example in rule.matches[:1]]
    lines += [Text(f"  leaves  {_shown(example)}", "dim") for example in rule.rejects[:1]]
    return Text("\n").join(lines)


def markdown(rules: Sequence[Rule]) -> str:
    """A page with every rule and all its examples."""
    return "\n".join([_INTRODUCTION, *_sections(rules)])


def _sections(rules: Sequence[Rule]) -> Iterator[str]:
    for module, group in groupby(rules, key=_module):
        yield f"## {module.capitalize()}\n"
        for rule in group:
            yield f"### `{rule.id}`\n\n{rule.says}\n"
            yield from (f"- finds {_code(example)}" for example in rule.matches)
            yield from (f"- leaves {_code(example)}" for example in rule.rejects)
            yield ""


def _module(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _code(example: str) -> str:
    """An example as a code span, whatever it holds.

    >>> _code("a `b`")
    '`` a `b` ``'
    """
    shown = _shown(example)
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _shown(example: str) -> str:
    return example.replace("\n", "⏎").replace("\t", "⇥")
