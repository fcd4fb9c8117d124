"""From a file to a scale, an item turned round, and a program that gives the same alpha from the file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin


def test_from_upload_to_a_scale_and_the_script_that_gives_it_again(visitor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(21)
    items = np.clip(np.rint(3 + rng.normal(size=(90, 1)) + 0.7 * rng.normal(size=(90, 4))), 1, 5).astype(int)
    data = pd.DataFrame(items, columns=["een", "twee", "drie", "vier"])
    alpha, _ = pingouin.cronbach_alpha(data.iloc[5:])
    data["vier"] = 6 - data["vier"]
    written = data.astype(object)
    written.iloc[:5, 1] = "geen zicht op"
    content = written.to_csv(index=False, sep=";", lineterminator="\r\n").encode("cp1252")
    codebook = "column;role;scale;label_nl;answers;missing;reversed\r\n"
    codebook += "".join(f"{name};item;samen;Stelling {name};1|2|3|4|5;8=geen zicht op;\r\n" for name in data)

    visitor.open("gegevens")
    for key, name, body in (
        ("survey_upload", "antwoorden.csv", content),
        ("codebook_upload", "codeboek.csv", codebook.encode()),
    ):
        visitor.page.locator(f".st-key-{key} input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": body}
        )
        visitor.page.wait_for_timeout(800)
        visitor.rest()
    visitor.follow("Schalen")
    assert "loopt tegen de schaal in" in visitor.text()
    visitor.page.locator(".st-key-turn_samen_vier button").click()
    visitor.rest()
    assert f"alfa {alpha:.2f}".replace(".", ",") in visitor.text()
    visitor.page.locator('[data-testid="stButtonGroup"] button', has_text="Scores en script").first.click()
    visitor.rest()
    with visitor.page.expect_download() as download:
        visitor.page.locator(".st-key-script_py button").click()
    program = tmp_path / "betrouwbaarheid.py"
    download.value.save_as(program)
    (tmp_path / "antwoorden.csv").write_bytes(content)
    done = subprocess.run(
        [sys.executable, program.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"^alpha = ([0-9.]+)", done.stdout, re.MULTILINE)
    assert found
    assert abs(float(found[1]) - alpha) < 1e-6
    assert "n = 85 (listwise" in done.stdout
    visitor.check()
