"""Debian's Chromium, spoken to through two pipes, for tests that want to see a page."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --remote-debugging-pipe "
    "--disable-background-networking --disable-component-update --disable-sync"
)


class Browser:
    """One page in a fresh profile; use it as a context."""

    def __enter__(self) -> Browser:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs, self._to = os.pipe()
        self._from, ours = os.pipe()
        # Chromium reads commands from descriptor 3 and answers on 4.
        command = f'exec "$0" "$@" 3<&{theirs} 4>&{ours}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, str(CHROMIUM), *_FLAGS.split(),
             f"--user-data-dir={self._profile.name}", "about:blank"],
            pass_fds=(theirs, ours), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs)
        os.close(ours)
        self._numbers, self._unread, self._session = itertools.count(1), b"", ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.send("Page.enable")
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.terminate()
        self._process.wait(timeout=20)
        self._profile.cleanup()

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command of the DevTools protocol; return its result."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != number:
            pass
        assert "error" not in answer, answer
        return dict(answer["result"])

    def open(self, path: Path, *, width: int = 1280, height: int = 900) -> None:
        """Load a file and wait until it is there."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1}
        self.send("Emulation.setDeviceMetricsOverride", mobile=width < 600, **size)
        self.send("Page.navigate", url=path.resolve().as_uri())
        while self.ask("document.readyState") != "complete":
            pass

    def ask(self, script: str) -> Any:
        """Return what an expression is worth in the page."""
        found = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        return found["result"].get("value")

    def click(self, selector: str) -> None:
        """Click with the mouse into the middle of the first box of an element."""
        where = f"document.querySelector({json.dumps(selector)})"
        self.ask(f"{where}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.ask(f"{where}.getClientRects()[0].toJSON()")
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **point)

    def press(self, key: str) -> None:
        """Press and release a key such as Tab or Enter."""
        codes = {"Tab": 9, "Enter": 13}
        text = {"text": "\r"} if key == "Enter" else {}
        known = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key], **text}
        self.send("Input.dispatchKeyEvent", type="keyDown", **known)
        self.send("Input.dispatchKeyEvent", type="keyUp", **known)

    def show(self, png: Path, **media: str) -> None:
        """Save a screenshot; ``media`` are features such as ``prefers_color_scheme="dark"``."""
        features = [
            {"name": name.replace("_", "-"), "value": value} for name, value in media.items()
        ]
        self.send("Emulation.setEmulatedMedia", features=features)
        png.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            got = os.read(self._from, 1 << 20)
            assert got, "the browser has gone"
            self._unread += got
        message, _, self._unread = self._unread.partition(b"\0")
        return dict(json.loads(message))
