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
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            # One worker drives the browser; the others go on with the rest.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "No chromium on this machine: THE BROWSER TESTS DID NOT RUN. Install Debian's package chromium."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


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
def server(browser: Browser) -> Iterator[Server]:  # noqa: ARG001 - no server where there is no browser to drive it
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def fresh_server(browser: Browser) -> Iterator[Server]:  # noqa: ARG001
    """A server that nobody has visited yet."""
    running = Server()
    yield running
    running.stop()


class Visitor:
    """Someone with a browser who notices errors and requests that leave the machine."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message) -> None:  # type: ignore[no-untyped-def]
        # A deep link makes Streamlit look for its server below the page's address first; that 404 is its own.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, url: str) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost", None, ""):
            self.problems.append(f"outside request: {url}")

    def open(self, path: str = "") -> None:
        self.page.goto(self.address + path)
        self.rest()

    def rest(self) -> None:
        """Wait until the script run has ended and every chart has drawn."""
        self.page.wait_for_selector("h1", timeout=60_000)  # before the first run begins, none is running either
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(
            """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
                  && !document.querySelector('[data-testid="stSkeleton"]')
                  && [...document.querySelectorAll('.js-plotly-plot')].every(p => p.querySelector('.main-svg'))""",
            timeout=60_000,
        )
        self.page.wait_for_timeout(250)

    def follow(self, name: str) -> None:
        """Click a page in the bar (a new address would start a new session)."""
        self.page.locator('[data-testid="stTopNavLink"]', has_text=name).click()
        self.rest()

    def text(self) -> str:
        return self.page.inner_text('[data-testid="stMain"]')

    def check(self) -> None:
        assert self.page.locator('[data-testid="stException"]').count() == 0, self.text()
        assert self.problems == []


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield Visitor(context.new_page(), server.address)
    context.close()
