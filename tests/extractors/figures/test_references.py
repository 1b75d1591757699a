import re

import pytest

from extractors.figures import references


def cited(text: str) -> list[str]:
    """The numbers between guillemets that cite."""
    plain = text.replace("«", "").replace("»", "")
    places = (match.start() - 2 * count for count, match in enumerate(re.finditer("«", text)))
    written = re.findall("«(.*?)»", text)
    return [number for number, start in zip(written, places, strict=True) if references.cites(plain, start)]


@pytest.mark.parametrize(
    "text",
    [
        "Vaccine «53»(2): «118–131».",
        "Limnol. Rev. «27» (2019) «114–126».",
        "Cancer Lett. «45», «112–119».",
        "Ake, T., 2011. On tides. Journal of Tides «58»: «123–130».",
        "Okoye (2008) Dams. Water Policy «9», «12–30».",
        "Nature «521», «436–444» (2015).",
        "[2003] «2» F.L.R. «139»",
        "[1997] «1» Lloyd’s Rep. «57»",
        "(1984) «14» H.L.R. «126»",
        "[2019] UKSC «41»",
        "«410» U.S. «113» (1973)",
        "«123» F.3d «456»",
        "see 2008 SCC «9»",
    ],
)
def test_number_of_a_reference_cites(text: str) -> None:
    assert cited(text) == re.findall("«(.*?)»", text)


@pytest.mark.parametrize(
    "text",
    [
        "Attendance in Lagos «115», «99–109».",
        "Mali «27» (2019), Chad «114» (2020)",
        "«45» U.S. soldiers",
        "«12» Lt. Col. ranks",
        "wells: «45», «112–119» metres",
        "It was 2011. Lagos had «45», «112–119».",
        "Ref. Togo «53» (2,400)",
    ],
)
def test_number_beside_others_counts(text: str) -> None:
    assert cited(text) == []
