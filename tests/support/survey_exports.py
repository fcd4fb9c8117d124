"""Messy exports after the formats of three survey tools, with the answers that stand in them.

Written after LimeSurvey's CSV with full answers in Dutch, Qualtrics' CSV with numeric values (three header rows, -99
for a question that was seen and not answered) and SurveyMonkey's CSV (two header rows).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd

AGREEMENT = ("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens")
AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


@dataclass(frozen=True)
class Export:
    """A file, and for each scale the answers in it as numbers: reversed items as answered, NaN where missing."""

    content: bytes
    scales: dict[str, pd.DataFrame]
    reversed_items: tuple[str, ...]

    def turned(self, scale: str, high: int) -> pd.DataFrame:
        """The complete answers of a scale, its reversed items turned round, for another program's alpha."""
        items = self.scales[scale].copy()
        for name in items.columns.intersection(list(self.reversed_items)):
            items[name] = 1 + high - items[name]
        return items.dropna()


def likert(rng: np.random.Generator, level: np.ndarray, high: int, *, against: bool = False) -> np.ndarray:
    """Answers 1 to high that go along with a level, or against it, at a loading of about .8."""
    latent = 0.8 * level + 0.6 * rng.normal(size=len(level))
    answers = np.digitize(latent, np.linspace(-1.5, 1.3, high - 1)) + 1
    return (1 + high - answers if against else answers).astype(float)


def with_gaps(rng: np.random.Generator, answers: np.ndarray, share: float) -> np.ndarray:
    """The answers with some of them taken out."""
    return np.where(rng.random(len(answers)) < share, np.nan, answers)


def written(rows: list[list[object]], delimiter: str = ",", *, quoted: bool = True, encoding: str = "utf-8") -> bytes:
    """The rows as a tool writes them."""
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def _times(rng: np.random.Generator, rows: int) -> pd.DatetimeIndex:
    return pd.Timestamp("2025-03-03 08:00") + pd.to_timedelta(np.sort(rng.integers(0, 40_000, rows)), unit="min")


LIME_SCALES = {
    "Samenwerking op school": (
        "Leraren en hulpverleners overleggen vaak",
        "Wij hebben een gedeeld doel",
        "Ik sta er op school alleen voor",
        "Afspraken worden nagekomen",
        "Ik weet wie ik kan bellen",
        "We leren van elkaars aanpak",
    ),
    "Werkplezier": (
        "Ik ga met plezier naar mijn werk",
        "Mijn werk put me uit",
        "Ik ben trots op wat ik doe",
        "Ik krijg waardering",
        "Ik zie mezelf hier over vijf jaar nog",
        "Mijn werk is zinvol",
    ),
    "Ouders als partner": (
        "Ouders denken mee over het plan",
        "Ouders voelen zich welkom",
        "Ouders worden te laat betrokken",
        "Ouders weten wat er gebeurt",
        "Wij vragen ouders wat zij nodig hebben",
        "Ouders vertrouwen de hulp",
    ),
}
LIME_REVERSED = ("Ik sta er op school alleen voor", "Mijn werk put me uit", "Ouders worden te laat betrokken")
MODELS = (
    "Samenwerkingsmodel A: ondersteuning op school",
    "Samenwerkingsmodel B: ondersteuning in de wijk",
    "Samenwerkingsmodel C: geen vaste ondersteuning",
)
REMARKS = (
    "Meer tijd voor overleg; minder formulieren",
    "Goede enquête, wel wat lang",
    "Nee",
    "nee",
    "Graag terugkoppeling aan het team",
    "Het ging goed, maar de wisselingen van personeel zijn lastig",
    "Geen",
)


def limesurvey(rows: int = 300, *, small: bool = False, seed: int = 11) -> Export:
    """Full answers in Dutch: headings with the sub-question in brackets, texts as answers, timings at the end."""
    rng = np.random.default_rng(seed)
    times = _times(rng, rows)
    columns: dict[str, list[object]] = {
        "Antwoord-ID": list(range(41, 41 + rows)),
        "Datum ingediend": [str(t + pd.Timedelta(minutes=9)) for t in times],
        "Laatste pagina": [6] * rows,
        "Starttaal": ["nl"] * rows,
        "Seed": rng.integers(10**8, 2 * 10**9, rows).tolist(),
        "Startdatum": [str(t) for t in times],
        "Datum laatste actie": [str(t + pd.Timedelta(minutes=9)) for t in times],
        "IP-adres": [f"145.18.{a}.{b}" for a, b in rng.integers(1, 250, (rows, 2))],
    }
    columns["Met welk samenwerkingsmodel werkt uw school?"] = [
        str(
            rng.choice(
                [name, name, name.lower(), f"{name} ", name.replace("model", "modell")], p=[0.4, 0.4, 0.1, 0.08, 0.02]
            )
        )
        for name in rng.choice(MODELS, rows, p=[0.4, 0.35, 0.25])
    ]
    columns["Wat is uw functie?"] = rng.choice(
        ["Leraar", "Intern begeleider", "Jeugdhulpverlener", "Directeur"], rows
    ).tolist()
    options = ("Jeugdhulp", "Leerplicht", "Wijkteam", "Jeugdgezondheidszorg")
    for option, share in zip(options, (0.7, 0.4, 0.5, 0.3), strict=True):
        chosen = rng.random(rows) < share
        columns[f"Met wie werkt u samen? [{option}]"] = ["Ja" if yes else "Nee" for yes in chosen]
    columns["Met wie werkt u samen? [Anders]"] = [
        str(rng.choice(["politie", "huisarts", "sportclub"])) if rng.random() < 0.15 else "" for _ in range(rows)
    ]
    columns["Waar krijgen leerlingen hulp?"] = [
        ",".join(place for place in ("Gymzaal", "Aula", "Thuis", "Buurthuis") if rng.random() < 0.45) or "Gymzaal"
        for _ in range(rows)
    ]
    columns["Rapportcijfer voor de samenwerking (1-10)"] = [
        f"{grade:.1f}".replace(".", ",") for grade in np.clip(rng.normal(7, 1, rows), 1, 10)
    ]
    scales = {}
    for heading, texts in LIME_SCALES.items():
        level = rng.normal(size=rows)
        answers = {}
        for text in texts[: 4 if small else None]:
            given = with_gaps(rng, likert(rng, level, 5, against=text in LIME_REVERSED), 0.04)
            name = f"{heading} [{text}]"
            answers[name] = given
            columns[name] = [
                str(rng.choice(["Weet niet", "N.v.t.", "", "Geen mening"])) if np.isnan(x) else AGREEMENT[int(x) - 1]
                for x in given
            ]
        scales[heading] = pd.DataFrame(answers)
        if small and len(scales) == 2:
            break
    if not small:
        for i in range(12):
            columns[f"Vraagtijd: G01Q{i:02d}"] = [f"{x:.2f}" for x in rng.gamma(4, 8, rows)]
        for name in ("Gemeente", "Denominatie"):
            columns[name] = rng.choice(["Enschede", "Hengelo", "Almelo"], rows).tolist()
        columns["Hoe lang werkt u hier (jaren)?"] = rng.integers(0, 35, rows).tolist()
        columns["E-mailadres"] = [f"deelnemer{i}@school{i % 40}.nl" for i in range(rows)]
    remarks = (
        REMARKS if small else (*REMARKS, *(f"Dit is opmerking {i} over de hulp op onze school" for i in range(11)))
    )
    columns["Wat wilt u ons meegeven?"] = [str(rng.choice(remarks)) if rng.random() < 0.4 else "" for _ in range(rows)]
    columns["Totale tijd"] = [f"{x:.2f}" for x in rng.gamma(6, 80, rows)]
    columns["Groepstijd: Samenwerking"] = [f"{x:.2f}" for x in rng.gamma(6, 20, rows)]
    body = [list(row) for row in zip(*columns.values(), strict=True)]
    reversed_items = tuple(
        f"{heading} [{text}]" for heading, texts in LIME_SCALES.items() for text in texts if text in LIME_REVERSED
    )
    return Export(written([list(columns), *body], encoding="utf-8-sig"), scales, reversed_items)


QUALTRICS_SCALES = {
    "Q3": (
        "Please indicate to what extent you agree with the following statements about your work",
        ("I feel energised by my job", "My job inspires me", "I feel drained at the end of the day", "I am proud",
         "Time flies when I am working", "I get carried away - in a good way", "I am immersed in my work"),
    ),
    "Q4": (
        "Please indicate to what extent you agree with the following statements about your team",
        ("We can bring up problems", "It is safe to take a risk", "It is difficult to ask for help", "I am valued",
         "People accept each other", "We learn from mistakes", "We trust each other"),
    ),
    "Q5": (
        "My supervisor ...",
        ("gives me feedback", "listens to me", "explains decisions", "supports my development", "knows what I do",
         "is there for the team", "plays favourites"),
    ),
}  # fmt: skip
QUALTRICS_REVERSED = ("Q3_3", "Q4_3", "Q5_7")


def qualtrics(rows: int = 300, *, small: bool = False, seed: int = 12) -> Export:
    """Numeric values in English: names, questions and ImportIds above the answers, -99 for seen but unanswered."""
    rng = np.random.default_rng(seed)
    times = _times(rng, rows)
    head: list[tuple[str, str, str]] = []
    cells: list[list[object]] = []

    def add(name: str, label: str, answers: list[object], import_id: str = "") -> None:
        head.append((name, label, f'{{"ImportId":"{import_id or "QID" + name[1:]}"}}'))
        cells.append(answers)

    add("StartDate", "Start Date", [str(t) for t in times], "startDate")
    add("EndDate", "End Date", [str(t + pd.Timedelta(minutes=7)) for t in times], "endDate")
    add("Status", "Response Type", [0] * rows, "status")
    add("IPAddress", "IP Address", [f"145.18.{a}.{b}" for a, b in rng.integers(1, 250, (rows, 2))], "ipAddress")
    add("Progress", "Progress", [100 if x < 0.9 else 61 for x in rng.random(rows)], "progress")
    add("Duration (in seconds)", "Duration (in seconds)", rng.integers(120, 900, rows).tolist(), "duration")
    add("Finished", "Finished", [1 if x == 100 else 0 for x in cells[4]], "finished")
    add("RecordedDate", "Recorded Date", [str(t + pd.Timedelta(minutes=7)) for t in times], "recordedDate")
    add("ResponseId", "Response ID", [f"R_{i:015x}" for i in rng.integers(10**9, 10**15, rows)], "_recordId")
    if not small:
        add("RecipientEmail", "Recipient Email", [f"p{i}@firm.example" for i in range(rows)], "recipientEmail")
        add("LocationLatitude", "Location Latitude", [f"{x:.4f}" for x in 52 + rng.random(rows)], "locationLatitude")
    add("DistributionChannel", "Distribution Channel", ["anonymous"] * rows, "distributionChannel")
    add("UserLanguage", "User Language", ["EN"] * rows, "userLanguage")
    add(
        "Q1",
        "Which collaboration model does your school use?",
        rng.choice(["Network", "network", "Chain", "Chain ", "Netwrok"], rows, p=[0.4, 0.1, 0.4, 0.08, 0.02]).tolist(),
    )
    add(
        "Q2",
        "Which of these do you use? (Select all that apply)",
        [",".join(str(code) for code in range(1, 7) if rng.random() < 0.35) or "-99" for _ in range(rows)],
    )
    scales = {}
    for code, (stem, texts) in QUALTRICS_SCALES.items():
        level = rng.normal(size=rows)
        answers = {}
        for place, text in enumerate(texts[: 3 if small else None], start=1):
            name = f"{code}_{place}"
            given = with_gaps(rng, likert(rng, level, 7, against=name in QUALTRICS_REVERSED), 0.04)
            answers[name] = given
            add(name, f"{stem} - {text}", [-99 if np.isnan(x) else int(x) for x in given], f"QID{code[1:]}_{place}")
        scales[code] = pd.DataFrame(answers)
        if small and len(scales) == 2:
            break
    if not small:
        for place in range(1, 9):
            add(
                f"Q6_{place}",
                f"Which tools did you try? - Selected Choice - Tool {place}",
                [1 if x < 0.4 else "" for x in rng.random(rows)],
            )
        add(
            "Q6_8_TEXT",
            "Which tools did you try? - Other - Text",
            [str(rng.choice(["own sheet", "", "paper"])) for _ in range(rows)],
        )
        for place in range(1, 4):
            add(
                f"Q9_{place}",
                f"How many hours a week do you spend on - Part {place}",
                rng.integers(0, 20, rows).tolist(),
            )
        add("Q8_Page Submit", "Timing - Page Submit", [f"{x:.3f}" for x in rng.gamma(4, 8, rows)])
        add("Q8_Click Count", "Timing - Click Count", rng.integers(1, 9, rows).tolist())
        add("Q10", "How likely are you to recommend us? (0-10)", rng.integers(0, 11, rows).tolist())
        add("Q11", "What is your age?", rng.integers(20, 66, rows).tolist())
    add(
        "Q7",
        "Anything else you would like to tell us?",
        [str(rng.choice(["More time please", "Nice survey", "No", ""])) for _ in range(rows)],
    )
    body = [list(row) for row in zip(*cells, strict=True)]
    content = written([*(list(row) for row in zip(*head, strict=True)), *body], encoding="utf-8-sig")
    return Export(content, scales, QUALTRICS_REVERSED)


MONKEY_SCALES = {
    "How much do you agree with the following statements about the care team?": (
        "The team knows our pupils", "Help comes in time", "I have to explain everything twice", "We decide together",
        "The team is easy to reach", "I would ask them again", "They keep me informed", "They know the school",
    ),
    "Thinking of your school, how much do you agree?": (
        "Teachers support each other", "There is time to talk about pupils", "We feel left alone", "Leaders listen",
        "We celebrate successes", "Newcomers are welcome", "We share what we know", "Rules are clear",
    ),
}  # fmt: skip
MONKEY_REVERSED = ("I have to explain everything twice", "We feel left alone")


def surveymonkey(rows: int = 300, *, small: bool = False, seed: int = 13) -> Export:
    """Two header rows: the question above its first column, the row of a matrix or the answer below it."""
    rng = np.random.default_rng(seed)
    times = _times(rng, rows)
    head: list[tuple[str, str]] = []
    cells: list[list[object]] = []

    def add(question: str, part: str, answers: list[object]) -> None:
        head.append((question, part))
        cells.append(answers)

    add("Respondent ID", "", list(range(118_000_000_001, 118_000_000_001 + rows)))
    add("Collector ID", "", [456_123_789] * rows)
    add("Date Created", "", [f"{t:%m/%d/%Y %I:%M:%S %p}" for t in times])
    add("Date Modified", "", [f"{t:%m/%d/%Y %I:%M:%S %p}" for t in times])
    add("IP Address", "", [f"145.18.{a}.{b}" for a, b in rng.integers(1, 250, (rows, 2))])
    add("Email Address", "", [""] * rows)
    add("First Name", "", [""] * rows)
    add("Last Name", "", [""] * rows)
    add("Custom Data 1", "", [""] * rows)
    add(
        "Which sector do you work in?",
        "Response",
        rng.choice(["Primary education", "Secondary education", "Youth care"], rows).tolist(),
    )
    other = [str(rng.choice(["day care", "special school", "retired"])) if x < 0.1 else "" for x in rng.random(rows)]
    add("", "Other (please specify)", other)
    for place, option in enumerate(("Phone", "E-mail", "At school", "At home")):
        add(
            "How do you meet the team? (check all that apply)" if not place else "",
            option,
            [option if x < 0.5 else "" for x in rng.random(rows)],
        )
    add("", "Other (please specify)", ["by letter" if x < 0.05 else "" for x in rng.random(rows)])
    scales = {}
    for question, texts in MONKEY_SCALES.items():
        level = rng.normal(size=rows)
        answers = {}
        for place, text in enumerate(texts[: 4 if small else None]):
            given = with_gaps(rng, likert(rng, level, 5, against=text in MONKEY_REVERSED), 0.04)
            answers[text] = given
            words = [
                "Don't know" if np.isnan(x) and rng.random() < 0.5 else "" if np.isnan(x) else AGREE[int(x) - 1]
                for x in given
            ]
            add(question if not place else "", text, words)
        scales[question] = pd.DataFrame(answers)
        if small:
            break
    if not small:
        for place, part in enumerate(("Staff", "Rooms", "Planning", "Contact", "Result", "Price")):
            add(
                "How satisfied are you with each of these?" if not place else "",
                part,
                rng.choice(
                    [
                        "Very satisfied",
                        "Satisfied",
                        "Neither satisfied nor dissatisfied",
                        "Dissatisfied",
                        "Very dissatisfied",
                    ],
                    rows,
                ).tolist(),
            )
        for place in range(12):
            add(f"Is topic {place + 1} discussed with you?", "Response", rng.choice(["Yes", "No"], rows).tolist())
        add("How many pupils do you see in a week?", "Open-Ended Response", rng.integers(1, 60, rows).tolist())
        add("What is your name?", "Open-Ended Response", [f"Anna Smith{chr(97 + i % 26)}" for i in range(rows)])
        add(
            "What would you like to change?",
            "Open-Ended Response",
            [f"I would like to have more of {i}" for i in range(rows)],
        )
    add(
        "Do you have any other comments, questions, or concerns?",
        "Open-Ended Response",
        [str(rng.choice(["No", "", "", "Thank you for asking", "More help, less paper"])) for _ in range(rows)],
    )
    body = [list(row) for row in zip(*cells, strict=True)]
    return Export(
        written([*(list(row) for row in zip(*head, strict=True)), *body], quoted=False), scales, MONKEY_REVERSED
    )
