"""Other languages: recognised, reported, no claims; short English headlines are not refused."""

from __future__ import annotations

import json

import pytest

from conflict_data import claims, cli
from extraction.notation import article

FOREIGN = {
    "uk": "Уночі російські війська атакували місто 30 ударними дронами, які були запущені з "
    "півдня. Сили оборони збили 28 із них, але два влучили у будинок, і його було пошкоджено. Про "
    "це повідомив також мер міста.",
    "ru": "Ночью над областью были сбиты 40 беспилотников, сообщил губернатор. При этом из-за "
    "падения обломков пострадали два человека, но это не повлияло на работу завода, он также "
    "сообщил, что дома были повреждены.",
    "de": "In der Nacht hat die Luftabwehr nach Angaben der Armee 28 von 30 Drohnen abgeschossen. "
    "Zwei Menschen wurden verletzt.",
    "fr": "Dans la nuit, la défense aérienne a abattu 28 des 30 drones lancés contre la ville, "
    "selon l'armée. Deux personnes ont été blessées.",
    "ar": "أسقطت الدفاعات الجوية 28 طائرة مسيرة من أصل 30 خلال الليل، وقال الجيش إن شخصين أصيبا.",
    "he": "ההגנה האווירית יירטה במהלך הלילה 28 מתוך 30 כטב״מים ששוגרו לעבר העיר, ושניים נפצעו.",
    "es": "Durante la noche, la defensa aérea derribó 28 de los 30 drones lanzados contra la "
    "ciudad, según el ejército. Dos personas resultaron heridas.",
}
NAMES = {
    "uk": "Ukrainian", "ru": "Russian", "de": "German", "fr": "French", "ar": "Arabic",
    "he": "Hebrew", "es": "Spanish",
}  # fmt: skip
HEADLINES = [
    "Russia downs 19 drones",
    "6 dead in strike on Odesa",
    "Iran fires 200 missiles at Israel",
    "2 killed in drone strike in Kherson",
    "Sudan: RSF drones kill 8 in El Fasher",
    "DRC: M23 rebels kill 12 in Goma",
]
ENGLISH = "Iran launched 40 drones at Israel. It said that most of them were shot down."


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_reported_and_gives_no_claims(language):
    read = article(FOREIGN[language])
    found = claims.extract([read, article(ENGLISH)])
    assert {claim.article_id for claim in found} == {article(ENGLISH).article_id}
    (problem,) = found.problems
    assert problem[:5] == (
        "articles", read.article_id, "language", "language_supported", language,
    )  # fmt: skip
    assert NAMES[language] in problem.message
    assert "only English is read" in problem.message


@pytest.mark.parametrize("text", HEADLINES)
def test_english_headlines_are_read(text):
    found = claims.extract([article(text)])
    assert found.problems == []
    assert len(found)


def test_problems_do_not_depend_on_workers():
    texts = [article(text) for text in [*FOREIGN.values(), ENGLISH]]
    one, two = (claims.extract(iter(texts), workers=workers) for workers in (1, 2))
    assert one.problems == two.problems
    assert list(one) == list(two)
    assert len(one.problems) == len(FOREIGN)


# -- what the command line says of it


@pytest.fixture
def file(tmp_path):
    def write(count: int):
        path = tmp_path / "news.jsonl"
        records = [{"id": f"fr{n}", "text": f"{FOREIGN['fr']} {n}"} for n in range(count)]
        lines = [json.dumps(record) for record in [*records, {"id": "en", "text": ENGLISH}]]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_extract_tells_and_goes_on(file, capsys):
    assert cli.main(["extract", str(file(2))]) == 0
    out, error = capsys.readouterr()
    assert {json.loads(line)["source_id"] for line in out.splitlines()} == {"en"}
    assert error.splitlines() == [
        f"no claims: fr{n} is in French; only English is read, so that it gives no claims: "
        "translate it, or leave it out"
        for n in range(2)
    ]


def test_extract_names_twenty_and_counts_the_rest(file, capsys):
    assert cli.main(["extract", str(file(23))]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "no claims: 3 more articles in languages that are not read"


def test_build_tells_too_from_articles_and_from_claims(file, tmp_path, capsys):
    path, folder, release = file(1), tmp_path / "claims", tmp_path / "R"
    assert cli.main(["build", str(path), "--out", str(release)]) == 0
    assert "fr0 is in French" in capsys.readouterr().err
    assert cli.main(["extract", str(path), "--out", str(folder)]) == 0
    capsys.readouterr()
    assert cli.main(["build", str(folder), "--out", str(release)]) == 0
    assert "fr0 is in French" in capsys.readouterr().err
