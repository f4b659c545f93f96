"""What another package adds by entry points is used like what is here: one of each kind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "strikes-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: strikes\nVersion: 1.0\n",
    "strikes-1.0.dist-info/entry_points.txt": """\
        [conflict_data.loaders]
        story = strikes.story
        [conflict_data.formats]
        tally = strikes.tally
        [conflict_data.apis]
        here = strikes.here
        [conflict_data.sources]
        raids = strikes.raids
        lists = strikes.lists
        [conflict_data.coding.policies]
        highest = strikes.highest
        [conflict_data.cli]
        count = strikes.count
        """,
    "strikes/__init__.py": "",
    "strikes/story.py": '''\
        """Files of one story: the day, then the text."""
        from conflict_data.loaders.jsonl import from_record

        def recognises(path, head):
            return path.suffix == ".story"

        def load(path):
            day, text = path.read_text("utf-8").split("\\n", 1)
            yield from_record({"date": day, "text": text}, str(path), path.name)
        ''',
    "strikes/tally.py": '''\
        """The number of events, in a text file."""
        LOSSLESS = False

        def write(tables, folder):
            (folder / "tally.txt").write_text(str(tables["events"].num_rows))
            return []
        ''',
    "strikes/here.py": '''\
        """An API that has its rows here."""
        from conflict_data.apis import Download

        def parameters(query):
            return {}

        def download(query, folder, *, update=False, restart=False, sleep=None, tell=None):
            folder.mkdir()
            file = folder / "raids.csv"
            file.write_text(f"raid,day,drones\\n1,{query},7\\n")
            return Download(folder, (file,), 1, ("all of it",))
        ''',
    "strikes/raids.py": '''\
        """Raids: days are told the other way round."""
        import pyarrow as pa

        def prepare(rows):
            at = rows.column_names.index("day")
            days = ["-".join(day.split("-")[::-1]) for day in rows.column("day").to_pylist()]
            return rows.set_column(at, "day", pa.array(days, pa.string()))
        ''',
    "strikes/raids.toml": """\
        title = "Raids"
        publisher = "A. Researcher"
        licence = "CC BY 4.0"
        redistribution = true
        citation = "Researcher, A. (2024). Raids."
        [[layout]]
        name = "only"
        has = ["raid", "day", "drones"]
        [fields]
        event_id_cnty = {from = "raid", template = "raids:{}", required = true}
        event_date = {from = "day", required = true}
        launched = "drones"
        """,
    "strikes/lists.py": '"""Lists: the map says it all."""\n',
    "strikes/lists.toml": """\
        title = "Lists"
        publisher = "A. Researcher"
        licence = "CC BY 4.0"
        redistribution = true
        citation = "Researcher, A. (2024). Lists."
        [[layout]]
        name = "only"
        has = ["item", "when"]
        [fields]
        event_id_cnty = {from = "item", template = "lists:{}", required = true}
        event_date = "when"
        """,
    "strikes/highest.py": '''\
        """The highest figure."""

        def choose(candidates):
            return max(candidates, key=lambda one: one.high or one.low or 0)
        ''',
    "strikes/count.py": '''\
        """Count to a number."""

        def register(parser):
            parser.add_argument("number", type=int)

        def run(args):
            print(*range(1, args.number + 1))
            return 0
        ''',
}
STORY = """\
2024-04-14
Iran fired 40 drones at Israel, the army said. Iran fired 50 drones, Tehran said.
"""


@pytest.fixture
def package(tmp_path):
    """A package as pip leaves it, and a folder with a file of its own kind."""
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.split("\n")
        indent = " " * 8 if any(line.startswith(" " * 8) for line in lines) else ""
        path.write_text("\n".join(line.removeprefix(indent) for line in lines), encoding="utf-8")
    (tmp_path / "a.story").write_text(STORY, encoding="utf-8")
    (tmp_path / "raids.csv").write_text("raid,day,drones\n1,14-04-2024,7\n", encoding="utf-8")
    (tmp_path / "lists.csv").write_text("item,when\n1,2024-04-14\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that finds the package, as after `pip install`."""
    start = "import sys; sys.path.insert(0, 'site'); import conflict_data as cd\n"
    start += "from conflict_data.cli import main\n"
    return subprocess.run(
        [sys.executable, "-c", start + code], cwd=folder, capture_output=True, text=True
    )


def done(folder: Path, code: str) -> list[str]:
    """What code printed, which had nothing to complain of."""
    found = run(folder, code)
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()


def test_each_kind_is_used_from_python(package):
    lines = done(
        package,
        """
articles = cd.load("a.story")
claims = cd.extract(articles)
print(len(articles), [claim.low for claim in claims])
for policy in ("default", "highest"):
    print(cd.build(claims, articles, policy=policy).events["launched"].tolist())
data = cd.read("raids.csv")
print(data.events[["source_dataset", "event_date", "launched"]].astype(str).values.tolist())
print(cd.read("lists.csv").events["event_id_cnty"].tolist())
data.write("out", formats=["tally"])
print(open("out/tally.txt").read(), cd.download("here:14-05-2024", "held").rows)
""",
    )
    assert lines[0] == "1 [40.0, 50.0]"
    assert lines[1:3] == ["[40.0]", "[50.0]"]
    assert lines[3] == "[['raids', '2024-04-14', '7.0']]"
    assert lines[4] == "['lists:1']"
    assert lines[5] == "1 1"


def test_each_kind_is_used_from_the_command_line(package):
    lines = done(
        package,
        """
for words in ("build a.story --policy highest --out built", "convert built --to tally --out t",
    "download here 14-05-2024 --out held", "read held/raids.csv", "count 3"):
    assert main(words.split()) == 0, words
try: main(["--help"])
except SystemExit: pass
try: main(["convert", "--help"])
except SystemExit: pass
""",
    )
    text = "\n".join(lines)
    assert "2024-04-14  Israel  iran       50" in text
    assert "tally in t; 0 rows left out" in text
    assert "1 row of here on 1 page in held" in text
    assert "1 2 3" in lines
    assert "Count to a number." in text
    assert "one of acled, csv, parquet, tally" in text


@pytest.mark.parametrize(
    ("file", "content", "words", "says"),
    [
        ("strikes/highest.py", "import no_such_thing", "build a.story --policy highest",
         "the policy 'highest' (strikes.highest) cannot be imported: No module named"),
        ("strikes/highest.py", "chose = min", "build a.story --policy highest",
         "the policy 'highest' (strikes.highest) has no function 'choose'"),
        ("strikes/story.py", "def load(path): pass", "extract a.story",
         "the loader 'story' (strikes.story) has no function 'recognises'"),
        ("strikes/raids.toml", None, "read raids.csv",
         "strikes.raids: expected raids.toml, the mapping, in the folder of it"),
        ("strikes/raids.toml", "title = 1", "read raids.csv", "raids.toml: "),
        ("strikes-1.0.dist-info/entry_points.txt", "[conflict_data.sources]\ngdelt = strikes.raids",
         "read raids.csv", "two sources are called 'gdelt', one of strikes.raids; uninstall it"),
        ("strikes-1.0.dist-info/entry_points.txt", "[conflict_data.formats]\ncsv = strikes.tally",
         "convert x --to csv --out y", "two formats are called 'csv'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_another_package_is_said(package, file, content, words, says):
    path = package / "site" / file
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    found = run(package, f"sys.exit(main({words.split()!r}))")
    assert found.returncode == 2
    assert says in found.stderr
    assert "Traceback" not in found.stderr


def test_help_survives_a_package_that_is_gone(package):
    (package / "site/strikes/count.py").unlink()
    found = run(package, "main(['--help'])")
    assert found.returncode == 0
    assert "(cannot be found)" in found.stdout
