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


@pytest.mark.parametrize(
    "text",
    ["Genève, le 3 mai", "Nepal | 1,200 | 35\n" * 40, "Mali Niger Chad Gabon Togo Benin " * 9, ""],
    ids=["short", "table", "names", "empty"],
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
