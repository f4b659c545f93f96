"""One guess of an old encoding serves articles and tables alike, and is told in both."""

from __future__ import annotations

import gzip
import io

import pytest
from tables import acled, write

import conflict_data as cd
from conflict_data import decoding
from conflict_data.cli import main
from conflict_data.errors import Guessed, LoadError
from tests.article_files import delimited

MARKED = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
TEXTS = [
    ("cp1252", "Drones fell near Mérida."),
    ("cp1252", "A strike hit São Paulo, 4 drones fell."),
    ("cp1252", "A drone fell in Nariño, the army said."),
    ("cp1252", "N’Djaména – centre"),
    ("cp1252", "Ukraine’s air force said it shot down 31 drones."),
    ("cp1252", "“We shot down 12 drones,” the governor said – “no one was hurt”."),
    ("cp1252", "The “café” of the élite was hit: over 200 drones."),
    ("cp1252", "Trümmer fielen auf Gebäude in Düsseldorf; größere Schäden gab es nicht."),
    ("cp1252", "Une attaque a frappé la région, a déclaré le préfet; l’hôpital a été touché."),
    ("cp1250", "Drony spadły na Łódź i Rzeszów; siły zbrojne zestrzeliły dwanaście."),
    ("cp1250", "Letectvo sestřelilo dvanáct dronů nad městem, řekl náčelník. Škody jsou značné."),
    ("cp1250", "A légierő tizenkét drónt lőtt le a város fölött, közölte a hadsereg."),
    ("cp1250", "Russia launched 45 drones at Łódź and Rzeszów, officials in Poznań said."),
    ("cp1251", "Над містом було збито двадцять ракет, повідомив голова області."),
    ("cp1251", "Drones hit Київ and Харків, officials said."),
    ("koi8-u", "Над містом було збито двадцять ракет, повідомив голова області."),
    ("koi8-r", "Силы ПВО уничтожили двенадцать беспилотников над областью."),
    ("cp1254", "Şırnak ve Diyarbakır üzerinde insansız hava aracı düşürüldü."),
    ("cp1256", "أسقطت قوات الدفاع الجوي اثنتي عشرة طائرة مسيرة فوق المدينة خلال الليل."),
]  # fmt: skip
each_text = pytest.mark.parametrize(("encoding", "text"), TEXTS)


@each_text
def test_a_guess_is_right_and_told_in_a_table_of_articles(tmp_path, encoding, text):
    (tmp_path / "a.csv").write_bytes(delimited({"text": text}).encode(encoding))
    articles = cd.load(tmp_path / "a.csv")
    assert [article.text for article in articles] == [text]
    (doubt,) = articles.problems
    assert isinstance(doubt, Guessed)
    assert "a.csv: is not in UTF-8; read as" in str(doubt)


@each_text
def test_a_guess_is_right_and_told_in_a_known_table(tmp_path, encoding, text):
    data = cd.read(write(tmp_path / "a.csv", acled({"notes": text}, {}), encoding=encoding))
    assert data.events["notes"].tolist()[0] == text
    (doubt,) = data.problems
    assert (doubt.rule, "which is a guess" in doubt.message) == ("encoding", True)


@each_text
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_guess_is_right_and_told_in_a_text(tmp_path, encoding, text, name):
    (tmp_path / name).write_bytes(f"Drones fell\n\n{text}\n".encode(encoding))
    articles = cd.load(tmp_path)
    assert [article.text for article in articles] == [f"Drones fell\n\n{text}"]
    assert [type(doubt) for doubt in articles.problems] == [Guessed]


@pytest.mark.parametrize("encoding", MARKED)
def test_what_is_marked_or_proves_itself_is_no_guess(tmp_path, encoding):
    text = "Łódź, Харків, Nariño"
    (tmp_path / "a.csv").write_bytes(delimited({"text": text}).encode(encoding))
    articles = cd.load(tmp_path / "a.csv")
    assert ([article.text for article in articles], articles.problems) == ([text], [])
    data = cd.read(write(tmp_path / "b.csv", acled({"notes": text}), encoding=encoding))
    assert (data.events["notes"].tolist(), data.problems) == ([text], ())


def test_the_first_letter_that_is_not_ascii_may_stand_far_down(tmp_path):
    rows = acled(*[{"notes": "A drone fell. " * 20}] * 500, {"notes": "Nariño"})
    raw = write(tmp_path / "a.csv", rows, encoding="cp1252").read_bytes()
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(raw))
    for name in ("a.csv", "b.csv.gz"):
        assert "Nariño" in cd.read(tmp_path / name).events["notes"].tolist()


@pytest.mark.parametrize("letter", ["é".encode(), "é".encode("cp1252")])
@pytest.mark.parametrize("before", range(5))
def test_a_letter_on_the_edge_of_what_is_looked_at_tells(letter, before):
    ascii_only = b"a" * (decoding._CHUNK - before)
    found = decoding.detect(io.BytesIO(ascii_only + letter))
    assert found.guessed == (len(letter) == 1)


def test_one_broken_letter_in_much_utf8_is_no_other_encoding(tmp_path):
    lines = ["Drones fell", "", "Łódź, Харків.", "Caf\udce9 hit.", "Больше ничего."]
    (tmp_path / "a.txt").write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    (error,) = cd.load(tmp_path / "a.txt").problems
    assert "line 4 is not in utf-8, as the rest seems to be" in str(error)
    assert not isinstance(error, Guessed)


def test_a_guess_that_fails_further_down_names_the_line(tmp_path):
    path = write(tmp_path / "a.csv", acled({"notes": "Nariño"}), encoding="cp1252")
    rows = "x" * decoding._CHUNK * 4 + "\n"
    path.write_bytes(path.read_bytes() + rows.encode() + b"\x81\n")
    with pytest.raises(LoadError, match="line 4 is not in cp1252, while the lines before it are"):
        cd.read(path)


def test_the_command_line_tells_a_guess_and_goes_on(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(
        delimited({"text": "Iran fired 40 drones at Israel’s south."}).encode("cp1252")
    )
    assert main(["extract", str(tmp_path / "a.csv")]) == 1
    out, err = capsys.readouterr()
    assert "40 drones" in out
    assert "guessed: " in err
    assert "read as cp1252; if that is wrong, save it as UTF-8" in err
