from collections.abc import Callable
from typing import Any

import pytest

from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


def figures(extract: Extract, text: str) -> list[FigureRecord]:
    return [record for record in extract(text).records if isinstance(record, FigureRecord)]


def trees(extract: Extract, text: str) -> dict[str, Any]:
    """Quotes of the parts, and whether they add up, by the quote of their whole."""
    by_id = {record.record_id: record for record in figures(extract, text)}
    return {
        whole.text: ([by_id[part].text for part in value.parts], value.agrees)
        for whole in by_id.values()
        if (value := whole.value.breakdown)
    }


TABLE = "Country Troops Police Total\n\nGhana 120 15 135\nNepal 200 – 200\nTogo 31 6 37\n\nTotal 351 21 373"


def test_head_of_a_column_is_what_is_counted(extract: Extract) -> None:
    items = [record.value.item for record in figures(extract, TABLE)]
    assert items == ["Troops", "Police", None, "Troops", None, "Troops", "Police", None, "Troops", "Police", None]


def test_brackets_above_a_table_are_no_heads_of_columns(extract: Extract) -> None:
    found = figures(extract, "(Tons of rice)\nGhana\t120\t15\nNepal\t200\t31")
    assert [record.value.item for record in found] == [None] * 4


def test_rows_and_columns_add_up_or_not(extract: Extract) -> None:
    assert trees(extract, TABLE) == {
        "135": (["120", "15"], True),
        "200": (["200"], True),
        "37": (["31", "6"], True),
        "351": (["120", "200", "31"], True),
        "21": (["15", "6"], True),
        "373": (["351", "21"], False),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Country | Troops\n--- | ---\nGhana | 120\nTogo | 31\nTotal | 151",
        "Country\tTroops\n\nGhana\t120\nTogo\t31\nTotal\t151",
        "Ghana: 120\nTogo: 31\nTotal: 151",
        "Ghana 120\nTogo 31\nGrand total 151",
    ],
    ids=["bars", "tabs", "colons", "blanks"],
)
def test_total_row_holds_its_column(extract: Extract, text: str) -> None:
    assert trees(extract, text) == {"151": (["120", "31"], True)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana 5\nTogo 6\nSubtotal 11\nFiji 7\nNepal 8\nSub-total 15\nTotal 26",
         {"11": (["5", "6"], True), "15": (["7", "8"], True), "26": (["11", "15"], True)}),
        ("Military 120\nTroops 100\nObservers 20\nPolice 30\nTotal 150",
         {"120": (["100", "20"], True), "150": (["120", "30"], True)}),
        ("Ghana 5\nOf which women 2\nTogo 6\nTotal 11", {"11": (["5", "6"], True)}),
        ("Ghana 5\nTogo 6\nTotal 12", {"12": (["5", "6"], False)}),
        ("Ghana 5 %\nTogo 6 %\nTotal 100 %", {}),
        ("Ghana 5\nTogo 6", {}),
        ("Total 12", {}),
    ],
    ids=["subtotals", "levels", "of which", "mismatch", "per cent", "no total", "total alone"],
)  # fmt: skip
def test_totals_hold_what_stands_above_them(extract: Extract, text: str, expected: dict[str, Any]) -> None:
    assert trees(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Uniformed personnel 412", "Uniformed personnel"),
        ("Uniformed personnel: 412", "Uniformed personnel"),
        ("| Uniformed personnel | 412 |", "Uniformed personnel"),
        ("Military observers 412", "Military observers"),
        ("Total: 412", "Total"),
        ("It is so: 412", None),
        ("The force has 412", None),
    ],
)
def test_label_of_a_line_is_what_is_counted(extract: Extract, text: str, item: str | None) -> None:
    assert [record.value.item for record in figures(extract, text)] == [item]


def test_label_without_a_number_gives_none(extract: Extract) -> None:
    assert figures(extract, "Military personnel:\nTotal | –") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has 374 staff:\n- 300 men\n- 74 women", {"374": (["300", "74"], True)}),
        ("It has 374 staff:\n\n(a) 300 men;\n\n(b) 73 women.", {"374": (["300", "73"], False)}),
        ("It has 374 staff:\n1. Up to 300 men\n2. 74 women", {}),
        ("It has 374 staff.\n- 300 men\n- 74 women", {}),
        ("It has 374 staff:\n- in Gao 300 men\n- in Ber 74 women", {}),
        ("It has 374 staff:\n- 300 trucks\n- 74 guns", {}),
    ],
)  # fmt: skip
def test_list_after_a_colon_holds_the_parts(extract: Extract, text: str, expected: dict[str, Any]) -> None:
    assert trees(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Country Men Women Total\nGhana 749 122 871\nNepal 1 237 39 1 276\nTogo 5 – 5",
         ["749", "122", "871", "1 237", "39", "1 276", "5", "5"]),
        ("Ghana 12 345 6.5\nTogo 4 7.5\nMali 5 8.5", ["12 345", "6.5", "4", "7.5", "5", "8.5"]),
        ("Ghana 12 345 678\nTogo 4 5\nMali 5 8", ["12", "345", "678", "4", "5", "5", "8"]),
        ("Ghana 12 345\nTogo 14 355", ["12", "345", "14", "355"]),
    ],
    ids=["sum tells", "one way", "two ways", "all alike"],
)  # fmt: skip
def test_groups_of_digits_are_joined_where_the_columns_say_so(extract: Extract, text: str, quotes: list[str]) -> None:
    assert [record.text for record in figures(extract, text)] == quotes


def test_groups_of_digits_with_decimals_are_joined_in_a_row(extract: Extract) -> None:
    table = "Category 2018 2019 Variance\n\nMilitary personnel 129 400.1 131 220.0 1 819.9\nOther 4 310.5 998.0 3 312.5"
    quotes = [record.text for record in figures(extract, table)]
    assert quotes == ["129 400.1", "131 220.0", "1 819.9", "4 310.5", "998.0", "3 312.5"]


def test_counts_beside_averages_are_not_joined(extract: Extract) -> None:
    quotes = [record.text for record in figures(extract, "Force 12 345.6 14 22.5 9\nPolice 31 400.2 17 18.5 3")]
    assert quotes == ["12", "345.6", "14", "22.5", "9", "31", "400.2", "17", "18.5", "3"]


def items(extract: Extract, text: str) -> list[tuple[str, str | None]]:
    return [(record.text, record.value.item) for record in figures(extract, text)]


@pytest.mark.parametrize(
    "row",
    ["Lima\t1,240\t(31)", "Lima\t1,240\t31*", "Lima       1,240          (31)", "| Lima | 1,240 | (31) |"],
    ids=["brackets", "note", "blanks", "bars"],
)
def test_head_of_several_words_is_what_its_column_counts(extract: Extract, row: str) -> None:
    head = "| Ward | Field nurses | Deaths |" if "|" in row else "Ward\tField nurses\tDeaths"
    head = head if "\t" in row or "|" in row else "Ward       Field nurses   Deaths"
    found = items(extract, f"{head}\n{row}\n{row.replace('Lima', 'Cuzco')}")
    assert found == [("1,240", "Field nurses"), ("31", "Deaths")] * 2


def test_brackets_that_one_blank_parts_make_a_cell(extract: Extract) -> None:
    text = "Ward Nurses Deaths\n\nLima 1,240 (31)\n\nCuzco 310 (7)"
    assert [item for _, item in items(extract, text)] == ["Nurses", "Deaths"] * 2


def test_empty_cells_keep_their_place(extract: Extract) -> None:
    text = "Land\tTroops\tPolice\tNurses\nMali\t1,200\t\t\nGhana\t\t12\t4\nTogo\t\t\t9\t"
    assert items(extract, text) == [("1,200", "Troops"), ("12", "Police"), ("4", "Nurses"), ("9", None)]


def test_cells_of_words_keep_their_place(extract: Extract) -> None:
    assert items(extract, "Land\tPort\tDivers\nPeru\tCallao\t12\nChile\tArica\t9") == [
        ("12", "Divers"),
        ("9", "Divers"),
    ]


def test_heads_reach_over_rows_of_another_width_and_labels(extract: Extract) -> None:
    text = "Land\tField nurses\tDivers\nPeru\t12\nAsia\nNepal\t9\t3"
    assert items(extract, text)[-2:] == [("9", "Field nurses"), ("3", "Divers")]


def test_label_between_rows_parts_no_total_from_its_parts(extract: Extract) -> None:
    assert trees(extract, "Land\tDivers\nPeru\t12\nAsia\nNepal\t9\nTotal\t21") == {"21": (["12", "9"], True)}


@pytest.mark.parametrize(
    ("head", "item"),
    [("Divers (trained)", "Divers"), ("Divers*", "Divers"), ("2019", None), ("Total", None), ("US$ 5", None)],
)
def test_head_without_its_remarks_is_what_is_counted(extract: Extract, head: str, item: str | None) -> None:
    assert items(extract, f"Land\tPilots\t{head}\nPeru\t3\t12\nChile\t4\t9")[-1] == ("9", item)


def test_cell_of_a_number_and_words_takes_no_head(extract: Extract) -> None:
    assert items(extract, "Land\tPilots\tFleet\nPeru\t3\t12 boats") == [("3", None), ("12", "boats")]


def test_tabs_that_align_columns_make_no_empty_cells(extract: Extract) -> None:
    text = "Land\t\tDivers\t\tPilots\nPeru\t\t\t12\t\t3\nChile\t\t\t9\t\t4"
    assert items(extract, text) == [("12", "Divers"), ("3", "Pilots"), ("9", "Divers"), ("4", "Pilots")]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Category\tNumber\nField nurses\t12", "Field nurses"),
        ("Category\t2019\t2020\nField nurses\t9\t12", "Field nurses"),
        ("Land\tNumber\nPeru\t12", None),
        ("Status\tEnded\nDeaths\t12", "Deaths"),
        ("Land\tNumber of divers\nPeru\t12", "divers"),
        ("Land\tDivers\tOf which women\nPeru\t19\t12", None),
    ],
    ids=["number", "years", "no things", "box", "number of", "part"],
)
def test_label_is_counted_where_the_head_says_nothing(extract: Extract, text: str, item: str | None) -> None:
    assert items(extract, text)[-1] == ("12", item)


@pytest.mark.parametrize(
    "text", ["Share of the votes: 12 | 14", "| 2: | 14 |", "\t14\t–\n\t15\t–", "Number\t\n(a)\t14"]
)
def test_row_without_a_label_names_nothing(extract: Extract, text: str) -> None:
    assert items(extract, text)[-1][1] is None
