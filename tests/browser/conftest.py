"""A server on a free port and a real Chromium; skipped loudly where there is none, failing under CI=true."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

AT_REST = """() => new Promise(done => {
    const look = () => done(Boolean(document.querySelector('h1'))
        && document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"]')
        && [...document.querySelectorAll('.js-plotly-plot')].every(plot => plot.querySelector('.main-svg')));
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(look, 20)));
})"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            # One worker drives the browser; the others go on with the rest.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        message = "No chromium on this machine: THE BROWSER TESTS DID NOT RUN. Install Debian's package chromium."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    with sync_playwright() as started:
        yield started


class Server:
    """The app on a port of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{self.address}_stcore/health", timeout=1):
                    return
            except OSError:
                assert self._process.poll() is None, self._process.stderr and self._process.stderr.read()
                time.sleep(0.25)
        raise AssertionError("the app was not healthy within a minute")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


@pytest.fixture(scope="session")
def server(playwright: Playwright) -> Iterator[Server]:  # noqa: ARG001 - no server where there is no browser to drive it
    running = Server()
    yield running
    running.stop()


class Visitor:
    """Someone with a browser who notices errors and requests that leave the machine."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        self._waiting = False  # for the end of a script run
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.on("websocket", self._websocket)

    def _console(self, message) -> None:  # type: ignore[no-untyped-def]
        # A deep link makes Streamlit look for its server below the page's address first; that 404 is its own.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, url: str) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost", None, ""):
            self.problems.append(f"outside request: {url}")

    def _websocket(self, socket: WebSocket) -> None:
        """Streamlit's own messages say when a run was asked for and when it ended: no guess at how long that takes."""

        def asked(frame: bytes | str) -> None:
            if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
                self._waiting = True

        def answered(frame: bytes | str) -> None:
            if isinstance(frame, bytes):
                message = ForwardMsg.FromString(frame)
                if message.WhichOneof("type") == "script_finished":
                    self._waiting = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

        socket.on("framesent", asked)
        socket.on("framereceived", answered)

    def open(self, path: str = "") -> None:
        self._waiting = True  # the browser asks for the first run as soon as it is connected
        self.page.goto(self.address + path)
        self.rest()

    def rest(self) -> None:
        """Wait until the script runs that were asked for have ended and every chart has drawn."""
        end = time.monotonic() + 60
        quiet = 0
        while quiet < 3:
            # Two frames: what the last key or click caused has been handled, and what a run sent has been drawn.
            drawn = self.page.evaluate(AT_REST)
            quiet = quiet + 1 if drawn and not self._waiting else 0
            assert time.monotonic() < end, f"the page does not come to rest: {self.page.url}"

    def follow(self, name: str) -> None:
        """Click a page in the bar (a new address would start a new session)."""
        self.page.locator('[data-testid="stTopNavLink"]', has_text=name).click()
        self.rest()

    def text(self) -> str:
        return self.page.inner_text('[data-testid="stMain"]')

    def check(self) -> None:
        assert self.page.locator('[data-testid="stException"]').count() == 0, self.text()
        assert self.problems == []


@pytest.fixture(scope="session")
def profile(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One for all, kept on disk: a browser that has seen the app before need not compile its scripts again."""
    folder = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=FLAGS, reduced_motion="reduce"
    )
    yield context
    context.close()


@dataclass(frozen=True)
class FirstVisit:
    """What the first visitor of a new server saw."""

    url: str
    text: str
    sidebars: int


@pytest.fixture(scope="session")
def first_visit(profile: BrowserContext, server: Server) -> FirstVisit:
    """Before every other visitor: a server can be visited for the first time only once."""
    page = profile.new_page()
    page.goto(f"{server.address}schalen?language=en")
    page.wait_for_selector(".st-key-language", timeout=60_000)
    page.wait_for_selector("text=Cronbach", timeout=60_000)
    seen = FirstVisit(
        page.url, page.inner_text('[data-testid="stMain"]'), page.locator('[data-testid="stSidebarNav"]').count()
    )
    page.close()
    return seen


@pytest.fixture
def visitor(profile: BrowserContext, server: Server, first_visit: FirstVisit) -> Iterator[Visitor]:  # noqa: ARG001
    page = profile.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    yield Visitor(page, server.address)
    page.close()
