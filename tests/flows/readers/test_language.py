from collections.abc import Callable

import pytest

from flows.readers.english import language
from flows.readers.language import with_language
from schemas.documents import Status
from schemas.records import Extraction

ENGLISH = (
    "The mission in Haiti was set up in 2004, and it has stayed in the country since then because the Council wants"
    " it to help the police with the training of recruits and with the protection of the people in the camps."
)
FRENCH = (
    "Le Conseil de sécurité a décidé de proroger le mandat de la mission jusqu'au 30 juin 2004, et demande au"
    " Secrétaire général de lui présenter un rapport sur la situation dans le pays tous les trois mois, en tenant"
    " compte des observations des membres."
)
OTHERS = {
    "de": "Der Rat verlängert das Mandat der Mission bis zum Ende des Jahres und ersucht den Generalsekretär, ihm alle"
    " drei Monate über die Lage in dem Land und in der Region Bericht zu erstatten, wie er es früher getan hat.",
    "es": "El Consejo decide prorrogar el mandato de la misión hasta el final del año y pide al Secretario General que"
    " le informe cada tres meses sobre la situación en el país, con especial atención a la región del norte.",
    "ru": "Совет продлил мандат миссии до конца года и просил Генерального секретаря каждые три месяца докладывать о"
    " положении в стране, уделяя особое внимание северным районам, где продолжаются столкновения между сторонами"
    " конфликта и растёт число перемещённых лиц.",
}


def test_english_is_known_without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.readers.english._model", None)
    assert language(ENGLISH) == "en"


@pytest.mark.parametrize(("tag", "text"), [("fr", FRENCH), *OTHERS.items()], ids=["fr", *OTHERS])
def test_other_languages_are_named(tag: str, text: str) -> None:
    assert language(text) == tag


SHORT = {
    "de": "Der Stab kam am 3. Mai 2014 nach Kabul. Die Truppe hat dort 500 Soldaten und wird im Juni verlegt.",
    "fr": "Le 3 mai 2014, la mission est arrivée dans la capitale avec 500 soldats et 30 policiers.",
    "es": "El 3 de mayo de 2014 llegaron los soldados a la capital para una misión que dura hasta junio.",
    "it": "Il 3 maggio 2014 la missione è arrivata nella capitale con 500 soldati, che sono ripartiti dopo giugno.",
    "nl": "Op 3 mei 2014 werd het bataljon in de hoofdstad ontplooid met 500 soldaten, en een deel is er nog.",
    "pt": "Em 3 de maio de 2014 a missão chegou com 500 soldados, que foram para uma base no norte.",
    "ru": "Третьего мая миссия прибыла в столицу, где разместили пятьсот солдат и тридцать полицейских.",
}


@pytest.mark.parametrize(("tag", "text"), SHORT.items(), ids=SHORT)
def test_a_line_or_two_of_another_language_are_named(tag: str, text: str) -> None:
    assert language(text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2014 there were 5,000 troops in the area.",
        "The envoy left for Juba.",
        "Two clinics of Médecins Sans Frontières were closed in Bria, and the Forces armées de la République"
        " centrafricaine sent one company to the town.",
        "Die Zeit and Der Spiegel reported that the Bundeswehr would leave Mali by the end of the year.",
    ],
    ids=["note", "sentence", "French names", "German names"],
)
def test_short_english_is_known(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Genève, le 3 mai",
        "Nepal | 1,200 | 35\n" * 40,
        "Country | Troops | Police\nUruguay | 1,200 | 35\nBurkina Faso | 9 | 140\nBangladesh | 1,600 | 18",
        "Mali Niger Chad Gabon Togo Benin " * 9,
        "Vojislav Nikolić, Zoran Đorđević, Slobodan Petrović, Oliver Jovanović, Milan Stojković, Goran Ilić",
        "Jean de la Tour, Marie Le Brun, Pierre du Pont, Louis des Prés, Anne-Marie Lefèvre, Étienne de Vaux, " * 5,
        "Hans von der Heide, Karl zu Putlitz, Jürgen Müller, Gerda Schröder, Wolfgang Schäfer, Günther Böhm",
        "Introduction\nMandate and deployment\nSecurity situation\nHuman rights\nObservations",
        "Patrols: 12. Detentions: 3. Fatalities: none. Helicopters available: 2. Vehicles damaged: 1.",
        "",
    ],
    ids=["short", "table", "small table", "names", "Serbian", "French", "German", "headings", "labels", "empty"],
)
def test_what_is_no_running_text_has_no_language_to_be_refused_for(text: str) -> None:
    assert language(text) in (None, "en")


def test_english_is_extracted_and_recorded(extract: Callable[[str], Extraction]) -> None:
    found = with_language(extract(ENGLISH), ENGLISH, any_language=False)
    assert (found.document.language, found.document.status) == ("en", Status.EXTRACTED)
    assert found.records


def test_another_language_is_a_failed_document_without_records(extract: Callable[[str], Extraction]) -> None:
    found = with_language(extract(FRENCH), FRENCH, any_language=False)
    assert found.document.error == "it is in French, not in English; setting any_language extracts it all the same"
    assert (found.document.language, found.document.status) == ("fr", Status.FAILED)
    assert found.records == found.segments == ()


def test_a_setting_lets_other_languages_through(extract: Callable[[str], Extraction]) -> None:
    found = with_language(extract(FRENCH), FRENCH, any_language=True)
    assert (found.document.language, found.document.status) == ("fr", Status.EXTRACTED)
    assert found.records


def test_only_kept_text_counts(made: Callable[..., Extraction]) -> None:
    text = f"{FRENCH}\n\n{ENGLISH}"
    found = made(text, segments=(("navigation", FRENCH), ("paragraph", ENGLISH)))
    assert with_language(found, text, any_language=False).document.language == "en"
