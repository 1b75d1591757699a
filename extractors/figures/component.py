"""Figures: numbers that measure or count something.

    $2.1 billion             -> money, amount 2100000000, unit USD
    approximately 690 troops -> count, amount 690, about, item troops
    between 5 and 10 per cent -> percent, low 5, high 10, unit %

A number is read where it stands (`numbers`), with the unit beside it (`units`), the words that bound it
(`comparisons`) and what it counts (`items`), unless it names something (`names`) or another component has claimed it.
"""

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractors.figures import (
    accounts,
    columns,
    comparisons,
    enumerations,
    items,
    layouts,
    names,
    numbers,
    quantities,
    rows,
    sequences,
    sharing,
)
from extractors.figures.breakdowns import Figure
from extractors.figures.comparisons import Bound
from extractors.figures.items import Item
from extractors.figures.quantities import Quantity
from extractors.figures.units import Units
from extractors.findings import Attempt, Finding, Findings
from extractors.rules import Rule
from extractors.steps import Component, Steps
from extractors.tokens import Flag, Flags, with_flag
from extractors.view import View
from schemas.figures import Measure, amount_text
from schemas.spans import SegmentLabel

_NUMERAL = re.compile(r"(?:[A-Z][A-Za-z]{0,2}|[^\w\s.]{0,2})(?P<number>\.?[0-9]|[¼-¾⅐-⅞])")

_SPANS = frozenset(("decade", "century", "fortnight"))
"""Units of time that an article alone counts: *a decade of war*."""

FLAGS: Flags = {
    Flag.FIGURE_TRIGGER: lambda form: bool(_NUMERAL.match(form)) or numbers.is_number_word(form) or form in _SPANS,
}

RULES = (
    Rule(
        id="figures.count",
        says="A number with no unit beside it counts what follows it.",
        matches=(
            "a force of «12,600» soldiers in «four» sectors",
            "«two hundred and fifty» police officers from «18» of the «40» states",
            "a «3,500»-strong contingent and «2-3» teams",
            "«zero» casualties among «two-and-a-half» companies",
            "a force that numbers «1,168», of «12 ± 2» each",
            "Uniformed personnel «10,412»",
            "the observers number «85», the nurses «14»",
            "| Net result | «(1,102)» | «950» |",
            "| Growth | «-1.7» | «−0.4» | «+2» |",
        ),
        rejects=(
            "Article 5 and paragraphs 3 to 7, in phase two",
            "a MiG-21 over the hill at 10.30 a.m. [54]",
            "the 21st of them, thousands of others",
            "call 1-800-555-0199 or see page 12",
            "the Seventy-fourth session, zero tolerance",
            "221 Baker Street, Article 98 (4), Add. 1",
            "two-way trade, at five in the morning, CC BY-SA 4.0",
            "see 2008 SCC 9 and 2016 ONCA 93",
            "growth over 2023, in [2019] UKSC 41 and [1998] 1 AC 1, Vaccine 53(2): 118–131",
            "Limnol. Rev. 27 (2019) 114–126",
            "at ten to six, on 98.3 FM, guilty on counts 2 and 3, page 3 of 16",
            "5.2 The Parties shall meet",
            "at 1430 hrs (GMT -5)",
            "left “in May”.41 They showed “Ten Sheets” from 841 AH; account 9130001234567",
        ),
    ),
    Rule(
        id="figures.money",
        says="A number with a currency before or after it.",
        matches=(
            "a budget of «$1.1 billion»",
            "«EUR 41,500» and «300 million naira»",
            "«$5 to $10 million» a year, «€310 m» since",
            "«500 drachmas», «Rs 20 crore», «50 cents» a litre",
            "«9 M€», a plate «£187.15»",
            "«Kshs. 40m», «Euro 2.5 million», a loss of «(US$12) million»",
            "«EUR 500 (five hundred euros)» and «N 4.5bn»",
            "at «US dollars 1.5 million», fined «Rupees 500», «SDR 20 million»",
            "«566,000 Burundi francs», «COP 800,000» at COP 27, «S/ 87 million»",
        ),
        rejects=(
            "ALL 12 member states",
            "the dollar fell",
            "12 pounds of rice",
            "500 won seats",
            "12 Afghani soldiers",
            "Euro 2016 and Ps. 23",
            "Class N 12",
            "of US dollars 12 people had none",
            "in rupees 500 times",
            "an SDR 16 kit",
        ),
    ),
    Rule(
        id="figures.percent",
        says="A number before a word or sign for hundredths.",
        matches=(
            "«41.6 per cent» of votes",
            "between «5 and 10 per cent»",
            "«12%»",
            "by «–3.4%» and «+3.3%»",
            "«25 bps», «(2.5)%»",
        ),
        rejects=("per cent", "a basis point", "a percentage", "12 perceptible tremors", "pages 10–12"),
    ),
    Rule(
        id="figures.duration",
        says="A number before a unit of time.",
        matches=(
            "within «two months»",
            "a «nine-year» war",
            "«18-35 years» of age",
            "«half an hour», «a year and a half»",
            "a «19-year-old» pupil, «7+ years» of it",
            "«two years, three months and ten days» in prison, «a decade» of war",
            "aged «six months to five years», or between «two days and three weeks»",
        ),
        rejects=(
            "at 1500 hours",
            "from 2200 to 0600 hrs",
            "in the zone UTC +3 hours",
            "half of the years",
            "ten yearly reports",
            "twice a decade",
            "each half-year",
        ),
    ),
    Rule(
        id="figures.quantity",
        says="A number before a physical unit.",
        matches=("about «45km» north", "«1,200 square kilometres»", "«250 tons» of rice", "«900 barrels per day»"),
        rejects=("the kilometre", "M23", "250 tonal languages"),
    ),
    Rule(
        id="figures.fraction",
        says="A part of a whole.",
        matches=(
            "«two thirds» of the members",
            "«one third» of them",
            "«a quarter» more than before",
            "«1.9x» its sales",
            "by a «3/4» majority, «2/3rds» of them",
        ),
        rejects=(
            "4x4 trucks",
            "24/7 support",
            "the 9/11 majority",
            "the third of them",
            "a third party",
            "a quarter moreover",
        ),
    ),
)


_UNIT_AND_A = re.compile(r"\ban?[ ][a-z]+[ ]and[ ]a[ ]\Z", re.IGNORECASE)
_IN_SO_MANY = re.compile(r"[ ](?:in|out[ ]of)[ ](?:every[ ])?(?=[0-9]{1,3}\b|[a-z])")
_AT = re.compile(r"\b(?:to|at|from|or|and|was|is|be|remained)[ ]\Z")
_REACH = 30
_RULE_IDS = {
    Measure.COUNT: "figures.count",
    Measure.MONEY: "figures.money",
    Measure.PERCENT: "figures.percent",
    Measure.DURATION: "figures.duration",
    Measure.RATIO: "figures.fraction",
}
"""Rules by measure; the other measures are physical quantities."""


@Language.factory("recital_figures", default_config={"dollar": "USD"})
def create_figures(nlp: Language, name: str, dollar: str) -> "Figures":  # noqa: ARG001 # spaCy's signature
    """The component; `dollar` is the ISO 4217 code that a bare `$` stands for."""
    return Figures(Units(dollar=dollar))


class Figures(Component):
    """Adds a finding for every figure, and claims its characters."""

    def __init__(self, units: Units) -> None:
        """Takes the units that figures may have."""
        self._units = units

    def steps(self, doc: Doc) -> Steps[None]:
        """Adds the figures of a doc to its findings."""
        findings = Findings.of(doc)
        view = findings.view
        read = list(_quantities(doc, findings, self._units))
        yield
        grouped = accounts.read(view, rows.with_groups(view, read))
        measured = list(columns.with_units(view, grouped, self._units))
        yield
        figures = list(_figures(findings, measured))
        yield
        _tie(view, figures)
        findings.add(figure.finding for figure in figures if figure.counts)


def attempts(doc: Doc, start: int, end: int, *, dollar: str) -> Iterator[Attempt]:
    """What may be a number between two offsets of a doc in which no figures were found yet, and where it stops."""
    findings, units = Findings.of(doc), Units(dollar=dollar)
    text = findings.view.text
    for index in with_flag(doc, Flag.FIGURE_TRIGGER):
        token = doc[index]
        first, last = token.idx, token.idx + len(token)
        if first < end and start < last:
            quantity = quantities.read(text, first, units, floor=0)
            if quantity is not None:
                first, last = quantity.start, quantity.end
            yield Attempt("figure", first, last, *_stopped(text, first, last, quantity, findings))


def _stopped(text: str, start: int, end: int, quantity: Quantity | None, findings: Findings) -> tuple[str, str]:
    """The rule that came nearest, and where it stopped."""
    rule = "figures.count" if quantity is None else _RULE_IDS.get(quantity.measure, "figures.quantity")
    if mask := findings.masks(start, end):
        return rule, mask
    if quantity is None:
        return rule, "no number can be read that starts with it"
    if names.name(text, start, end, None) is not None:
        return rule, "it names, numbers or times something, and counts nothing"
    if not _is_meant(text, quantity, _figure(findings.view, quantity), findings):
        return rule, "nothing is counted by it, and it may be a year, a page or a note"
    return rule, "it belongs to the number before it"


def _tie(view: View, figures: list[Figure]) -> None:
    """Writes into figures what their neighbours tell of them: items, wholes and parts."""
    lines = list(rows.lines(view.text, figures))
    tables = list(layouts.tables(view, lines))
    sharing.share(view.text, figures)
    for table in tables:
        layouts.name_items(table)
    enumerations.link(view.laid_out, figures, view.sentence)
    for table in tables:
        layouts.link_table(table)
    layouts.link_paragraphs(view.text, lines)
    sharing.name_parts(view.text, figures)


def _figures(findings: Findings, measured: list[Quantity]) -> Iterator[Figure]:
    """The quantities that count or measure something, of which the characters are claimed."""
    text, name = findings.view.text, None
    for quantity in sequences.settled(text, measured):
        is_amount = quantity.in_cell or quantity.is_price(text)
        name = names.name(text, quantity.start, quantity.end, name, priced=is_amount)
        if name is None:
            figure = _figure(findings.view, quantity)
            if _is_meant(text, quantity, figure, findings):
                findings.claim(quantity.start, quantity.end)
                yield figure


def _quantities(doc: Doc, findings: Findings, units: Units) -> Iterator[Quantity]:
    """Quantities in characters that nobody has claimed."""
    edge = 0
    for offset in _offsets(doc, findings):
        if offset >= edge:
            quantity = _read(findings.view, offset, units, edge)
            if quantity is not None and findings.is_free(quantity.start, quantity.end):
                edge = quantity.end
                yield quantity


def _read(view: View, offset: int, units: Units, edge: int) -> Quantity | None:
    """The quantity at an offset; its digits are in groups only within one column of a table.

    A word behind a wide gap belongs to it all the same, as in lines set to a margin: *$3.2  million*.
    """
    found = quantities.read(view.text, offset, units, floor=edge)
    quantity = found and quantities.signed_in_cell(view.laid_out, found)
    gap = view.column(quantity.start, quantity.end) if quantity else -1
    if quantity is None or gap < 0 or (gap > offset and view.text[gap + 1].isalpha()):
        return quantity
    if gap < offset:  # "EUR     24.6", the head of its row
        return _read(view, offset, units, gap + 1)
    return quantities.read(view.text[:gap], offset, units, floor=edge)


def _offsets(doc: Doc, findings: Findings) -> Iterator[int]:
    """Where numbers may start: at digits, at number words, and at an article before one; nobody has claimed them."""
    text = findings.view.text
    for offset in [doc[index].idx for index in with_flag(doc, Flag.FIGURE_TRIGGER)]:
        if not findings.is_free(offset, offset + 1):
            continue
        numeral = _NUMERAL.match(text, offset)
        start = numeral.start("number") if numeral else offset
        if text[max(0, start - 2) : start].lower() == "a ":
            whole = _UNIT_AND_A.search(text, max(0, start - _REACH), start)  # a year and a half
            yield whole.start() if whole else start - 2
        yield start


def _figure(view: View, quantity: Quantity) -> Figure:
    """The figure that a quantity is where it stands."""
    start, end, measure, amounts = quantity.start, quantity.end, quantity.measure, quantity.amounts
    text, laid_out = view.text, view.laid_out
    before, after = comparisons.before(laid_out, start, end, measure), comparisons.after(laid_out, end)
    lead, item = before.edge if before else start, None
    if measure is Measure.COUNT and quantity.unit is None:
        singular = quantity.low == 1 and quantity.high is None
        item = items.after(text, after.edge if after else end, singular=singular) or items.before(text, lead, end)
    tail = max(end, item.end) if item else end
    plus = text.index("+", start + 1) if "+" in text[start + 1 : end] else -1  # 7+ years
    bound = (
        before or after or (comparisons.after(laid_out, tail if plus < 0 else plus) if tail > end or plus > 0 else None)
    )
    rule = _RULE_IDS.get(measure, "figures.quantity")
    return Figure(
        finding=Finding("figure", start, end, rule, _value(text, quantity, bound, item)),
        lead=item.start if item and item.end < start and not text[item.end : start].strip(" :") else lead,
        tail=tail,
        amount=amounts[0] if len(amounts) == 1 else None,
        supposed=measure is Measure.COUNT and text[start:end].lower() == "one" and not _is_rate(text, end),
    )


def _is_rate(text: str, end: int) -> bool:
    """Whether another number follows, of which the one before is a part: *one in five*, *one out of 12*."""
    joint = _IN_SO_MANY.match(text, end)
    whole = numbers.read(text, joint.end()) if joint else None
    return whole is not None and not whole.needs_unit and whole.value > 1


def _value(text: str, quantity: Quantity, bound: Bound | None, item: Item | None) -> dict[str, Any]:
    """The fields of a figure's value that differ from their defaults."""
    amounts = [amount_text(amount) for amount in quantity.amounts]
    value: dict[str, Any] = {"measure": quantity.measure, "amount": amounts[0] if len(amounts) == 1 else None}
    if quantity.high is not None:
        value["low"], value["high"] = amounts
    if bound is not None:
        value["comparison"] = bound.comparison
    if quantity.unit is not None:
        value["unit"] = quantity.written_unit
    if item is not None:
        value["item"] = text[item.start : item.end]
    return value


def _is_meant(text: str, quantity: Quantity, figure: Figure, findings: Findings) -> bool:
    """Whether a number measures: a bare one may be a year that no date claimed, or number a page or a note."""
    start, end = quantity.start, quantity.end
    counts = "item" in figure.finding.value
    if quantity.measure is not Measure.COUNT or figure.lead < start:  # *growth over 2023*: such bounds are round
        return counts or quantity.low % 10 == 0 or not names.is_year(text, start, end)
    if names.is_year(text, start, end):
        known = items.kind(figure.finding.value.get("item")) not in (None, "event")
        return counts and (quantity.low % 100 == 0 or (known and not names.may_date(text, start)))
    if text[start:end].lower() == "zero":
        return counts or bool(
            _AT.search(text, max(0, start - _REACH), start) and not text[end : end + 2].strip().isalpha()
        )
    if names.is_compact_day(text, start, end) or (not counts and names.is_registered(text, start, end)):
        return False
    if counts or findings.view.label(start) is SegmentLabel.TABLE:
        return True
    return not any(judge(text, start, end) for judge in (names.stands_alone, names.follows_acronym, names.is_release))
