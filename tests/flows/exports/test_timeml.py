"""TimeML is XML that fits the rules of TimeML 1.2.1, and holds the text as it is."""

import io
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from flows.exports import timeml
from flows.exports.exporting import text_of
from flows.exports.timex_values import Timex, timex
from flows.texts import Texts
from schemas.dates import DateValue
from schemas.errors import UsageError
from schemas.records import DateRecord, Extraction

from .conftest import Folders

RULES = """
<!ELEMENT TimeML (DOCID, DCT, TITLE?, TEXT)>
<!ATTLIST TimeML xmlns:xsi CDATA #FIXED "http://www.w3.org/2001/XMLSchema-instance"
                 xsi:noNamespaceSchemaLocation CDATA #IMPLIED>
<!ELEMENT DOCID (#PCDATA)>
<!ELEMENT DCT (TIMEX3?)>
<!ELEMENT TITLE (#PCDATA)>
<!ELEMENT TEXT (#PCDATA | TIMEX3)*>
<!ELEMENT TIMEX3 (#PCDATA)>
<!ATTLIST TIMEX3
    tid ID #REQUIRED
    type (DATE | TIME | DURATION | SET) #REQUIRED
    value CDATA #REQUIRED
    mod (BEFORE | AFTER | ON_OR_BEFORE | ON_OR_AFTER | LESS_THAN | MORE_THAN | EQUAL_OR_LESS | EQUAL_OR_MORE
         | START | MID | END | APPROX) #IMPLIED
    functionInDocument (CREATION_TIME | EXPIRATION_TIME | MODIFICATION_TIME | PUBLICATION_TIME | RELEASE_TIME
                        | RECEPTION_TIME | NONE) #IMPLIED
    beginPoint IDREF #IMPLIED
    endPoint IDREF #IMPLIED
    quant CDATA #IMPLIED
    freq CDATA #IMPLIED
    temporalFunction (true | false) #IMPLIED
    anchorTimeID IDREF #IMPLIED>
"""
"""The grammar of TIMEX3 from TimeML 1.2.1, section 2.3, in documents as those of TempEval-3."""

DATE = re.compile(
    r"""
    (?: BC\d{4} | \d{4} | XXXX ) (?: - (?: \d\d | XX ) (?: - (?: \d\d | XX ) )? )?
    | (?: BC\d{4} | \d{4} ) - (?: SP | SU | FA | WI | Q[1-4] | H[12] )
    | \d{3} | \d\d
    """,
    re.VERBOSE,
)
DURATION = re.compile(r"P(?:\d+|X)[YMWD]")


@pytest.fixture
def read(folders: Folders) -> Callable[[str], etree._Element]:
    """The TimeML of a source, found to fit the rules."""
    texts = Texts(folders.raw, folders.output)

    def parse(source: str) -> etree._Element:
        (facts,) = (facts for facts in folders.facts if facts.document.source == source)
        dates = [record for record in facts.records if isinstance(record, DateRecord)]
        root = etree.fromstring(timeml.serialized(facts.document, dates, text_of(texts, facts.document)))
        rules = etree.DTD(io.StringIO(RULES))
        assert rules.validate(root), rules.error_log
        return root

    return parse


@pytest.mark.parametrize("source", ["a.txt", "letters/Nº 1#b.txt"])
def test_the_text_without_its_tags_is_the_document_text(folders: Folders, read: Any, source: str) -> None:
    text = "".join(read(source).find("TEXT").itertext())
    assert text == folders.text(source).replace("\x0b", "\ufffd")


@pytest.mark.parametrize("source", ["a.txt", "letters/Nº 1#b.txt"])
def test_another_parser_reads_the_same(read: Any, source: str) -> None:
    ours = read(source)
    again = ET.fromstring(etree.tostring(ours))  # noqa: S314 # our own
    assert [element.attrib for element in again.iter("TIMEX3")] == [dict(e.attrib) for e in ours.iter("TIMEX3")]
    assert "".join(again.itertext()) == "".join(ours.itertext())


@pytest.mark.parametrize("source", ["a.txt", "letters/Nº 1#b.txt"])
def test_values_have_the_form_of_their_type(read: Any, source: str) -> None:
    for element in read(source).iter("TIMEX3"):
        form = DURATION if element.get("type") == "DURATION" else DATE
        assert form.fullmatch(element.get("value"))


def test_dates_say_what_their_records_mean(read: Any) -> None:
    said = [(e.text, e.get("type"), e.get("value"), e.get("mod")) for e in read("a.txt").find("TEXT")]
    assert said == [
        ("3 May 2004", "DATE", "2004-05-03", None),
        ("early 2003", "DATE", "2003", "START"),
        ("first quarter of 2002", "DATE", "2002-Q1", None),
        ("1998-99", "DURATION", "P2Y", None),
        (None, "DATE", "1998", None),
        (None, "DATE", "1999", None),
    ]


def test_the_day_of_the_document_is_its_creation_time(read: Any) -> None:
    (created,) = read("a.txt").find("DCT")
    assert dict(created.attrib) == {
        "tid": "t0",
        "type": "DATE",
        "value": "2004-05-03",
        "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }
    assert len(read("letters/Nº 1#b.txt").find("DCT")) == 0


def test_a_range_has_two_ends_and_a_borrower_its_lender(read: Any) -> None:
    by_text = {element.text: element for element in read("letters/Nº 1#b.txt").find("TEXT")}
    by_id = {element.get("tid"): element for element in read("letters/Nº 1#b.txt").find("TEXT")}
    range_ = by_text["October 2011 to August 2015"]
    ends = [by_id[range_.get(name)].get("value") for name in ("beginPoint", "endPoint")]
    assert (range_.get("value"), ends) == ("P47M", ["2011-10", "2015-08"])
    borrower = by_text["8 June"]
    assert (borrower.get("value"), borrower.get("temporalFunction")) == ("2007-06-08", "true")
    assert by_id[borrower.get("anchorTimeID")].text == "spring 2007"


def value(edtf: str | None, earliest: str | None, latest: str | None, precision: str, **more: Any) -> DateValue:
    return DateValue(edtf=edtf, earliest=earliest, latest=latest, precision=precision, **more)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (value("1999-06-10", "1999-06-10", "1999-06-10", "day"), Timex("1999-06-10")),
        (value("XXXX-06-08", None, None, "day"), Timex("XXXX-06-08")),
        (value(None, None, None, "day"), Timex("XXXX-XX-XX")),
        (value(None, None, None, "year"), Timex("XXXX")),
        (value("199X", "1996-09-01", "1999-12-31", "decade"), Timex("199", "END")),
        (value("18XX", "1800-01-01", "1899-12-31", "century"), Timex("18")),
        (value("1999", "1999-05-01", "1999-08-31", "year"), Timex("1999", "MID")),
        (value("2012", "2012-07-01", "2012-12-31", "year"), Timex("2012-H2")),
        (value("2007-24", "2007-12-01", "2008-02-29", "season"), Timex("2007-WI")),
        (value("2003-05~", "2003-05-01", "2003-05-31", "month", approximate=True), Timex("2003-05", "APPROX")),
        (value("-0043", "-0043-01-01", "-0043-12-31", "year"), Timex("BC0044")),
        (value("-0043/-0030", "-0043-01-01", "-0030-12-31", "interval"), Timex("PXD", ends=("BC0044", "BC0031"))),
        (
            value("2001/2000", "2001-01-01", "2000-12-31", "interval", checks=("inverted_range",)),
            Timex("PXD", ends=("2001", "2000")),
        ),
        (value("Y17E7", None, None, "year"), Timex("XXXX")),
    ],
    ids=lambda item: f"{item.edtf} {item.precision}" if isinstance(item, DateValue) else "",
)
def test_a_date_has_the_value_of_timex3(said: DateValue, expected: Timex) -> None:
    assert timex(said) == expected


def test_a_document_without_dates_is_its_text(made: Callable[..., Extraction]) -> None:
    document = made("no day <here>").document
    root = etree.fromstring(timeml.serialized(document, [], "no day <here>"))
    assert root.findtext("TEXT") == "no day <here>"


def test_of_dates_that_overlap_the_first_is_an_element(made: Callable[..., Extraction]) -> None:
    text = "in June 1999, or so"
    extraction = made(text, {"kind": "date", "text": "June 1999"}, {"kind": "date", "text": "1999"})
    dates = [record for record in extraction.records if isinstance(record, DateRecord)]
    assert len(dates) == 2
    root = etree.fromstring(timeml.serialized(extraction.document, dates, text))
    assert [element.text for element in root.find("TEXT")] == ["June 1999"]
    assert "".join(root.find("TEXT").itertext()) == text


def test_a_text_that_has_changed_or_is_gone_is_refused(folders: Folders) -> None:
    texts, document = Texts(folders.raw, folders.output), folders.facts[0].document
    (folders.raw / "a.txt").write_text("something else", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.txt: the source changed since it was extracted"):
        text_of(texts, document)
    (folders.raw / "a.txt").unlink()
    with pytest.raises(UsageError, match=r"a\.txt: the source cannot be read: No such file"):
        text_of(texts, document)


def test_a_rendering_is_the_text_of_its_source(folders: Folders) -> None:
    texts, document = Texts(folders.raw, folders.output), folders.facts[0].document
    (folders.output / "a.txt.txt").write_bytes(folders.text("a.txt").upper().encode())
    assert text_of(texts, document) == folders.text("a.txt").upper()
