"""One article as each loader's kind of file, for the tests of the contract that loaders keep."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pyarrow as pa
from pyarrow import parquet

TITLE = "Army says it held the river at dawn"
BODY = "The army said on Sunday that it had shot down 12 of the 15 drones."
MORE = "Two people were hurt by debris, the governor said."
DATE = "2024-04-17"
OUTLET = "The Daily Post"
URL = "https://example.org/a"
RECORD = {
    "title": TITLE, "date": DATE, "outlet": OUTLET, "url": URL, "text": f"{BODY}\n\n{MORE}",
}  # fmt: skip

TEXT = f"{TITLE}\n\n{DATE}\n\nSource: {OUTLET}\n\nSource: {URL}\n\n{BODY}\n\n{MORE}\n"
MARKDOWN = f"""---
title: {TITLE}
date: {DATE}
source: {OUTLET}
url: {URL}
---

# {TITLE}

{BODY.replace("12 of", "**12** of")}

{MORE}
"""
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} - {OUTLET}</title>
<meta property="og:site_name" content="{OUTLET}">
<meta property="article:published_time" content="{DATE}T09:00:00+03:00">
<link rel="canonical" href="{URL}"><script>var raid = "900 missiles";</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{TITLE}</h1><p>{BODY}</p><p>{MORE}</p></article>
<footer>Copyright</footer></body></html>
"""


def delimited(*records: Mapping[str, object], delimiter: str = ",") -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue()


def columnar(*records: Mapping[str, object]) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(map(dict, records))), sink)
    return sink.getvalue()


SAMPLES = {
    "html": {"a.html": PAGE.encode()},
    "jsonl": {"a.jsonl": json.dumps(RECORD).encode()},
    "markdown": {"a.md": MARKDOWN.encode()},
    "table": {
        "a.csv": delimited(RECORD).encode(),
        "a.tsv": delimited(RECORD, delimiter="\t").encode(),
        "a.parquet": columnar(RECORD),
    },
    "text": {"a.txt": TEXT.encode()},
}
FILES = [(loader, name) for loader, files in SAMPLES.items() for name in files]
