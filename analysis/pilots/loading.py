"""From files to typed pilots: the shipped ones with their sources, or a user's own table with the same columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import IO

import pandas as pd

from analysis.errors import PilotsError
from analysis.pilots.attributes import Attribute, Value
from analysis.pilots.codebook import NAME, SHIPPED, read_codebook, read_ratios
from analysis.pilots.collection import Pilots
from analysis.pilots.companions import read_contradictions, read_english_texts, read_provenances
from analysis.pilots.csv_records import read_records


def load_pilots(path: str | PathLike[str] | IO[bytes] | None = None) -> Pilots:
    """Read the shipped pilots, or a CSV file with the same columns (one row per pilot; an empty cell is not stated).

    Parameters
    ----------
    path
        File name or binary file object; None for the ten pilots of the sample data. A file needs the column `pilot`
        and may leave out any other. Comma, semicolon or tab between cells; `|` between the parts of a list; decimal
        point or comma, no thousands separators. Beside a file `x.csv` the files `x_sources.csv`,
        `x_contradictions.csv` and `x_en.csv` are read too where they exist.

    Returns
    -------
    Pilots
        With all columns of the codebook, in its order, also those that the file lacks.

    Raises
    ------
    PilotsError
        For a file that cannot be read, an unknown column, a value that its column does not allow (with column, row
        and value), a pilot that has no name or is there twice, or a source or statement about a cell that is empty.
    """
    attributes = read_codebook()
    by_name = {attribute.name: attribute for attribute in attributes}
    source = SHIPPED if path is None else Path(path) if isinstance(path, str | PathLike) else path
    values = _values(source, by_name)
    beside = source if isinstance(source, Path) else None
    provenances = read_provenances(beside, values) if beside else {}
    return Pilots(
        frame=_frame(values, attributes),
        attributes=attributes,
        ratios=read_ratios(),
        provenances=provenances,
        contradictions=read_contradictions(beside, values, by_name, provenances) if beside else (),
        english_texts=read_english_texts(beside, values, attributes) if beside else {},
    )


def _values(source: Path | IO[bytes], attributes: Mapping[str, Attribute]) -> dict[str, dict[str, Value]]:
    """The values that are stated: pilot → attribute → value."""
    values: dict[str, dict[str, Value]] = {}
    first_rows: dict[str, int] = {}
    for record in read_records(source, known=(NAME, *attributes), required=(NAME,)):
        pilot = record.cells[NAME]
        if not pilot:
            raise PilotsError("Kolom pilot, rij {row} is leeg. Vul de naam van de pilot in.", row=record.row)
        first = first_rows.setdefault(pilot.casefold(), record.row)
        if first != record.row:
            raise PilotsError(
                "Kolom pilot, rij {row}: {value} staat al in rij {first}. Geef elke pilot één rij en een eigen naam.",
                row=record.row,
                value=pilot,
                first=first,
            )
        values[pilot] = {}
        for column, text in record.cells.items():
            value = attributes[column].parse(text, column=column, row=record.row) if column != NAME else None
            if value is not None:
                values[pilot][column] = value
    if not values:
        raise PilotsError("Het bestand bevat geen pilots. Zet onder de kolomnamen één rij voor elke pilot.")
    return values


def _frame(values: Mapping[str, Mapping[str, Value]], attributes: Sequence[Attribute]) -> pd.DataFrame:
    index = pd.Index(list(values), name=NAME, dtype="str")
    columns = {
        attribute.name: pd.Series(
            [stated.get(attribute.name, pd.NA) for stated in values.values()], index=index, dtype=attribute.kind.dtype
        )
        for attribute in attributes
    }
    return pd.DataFrame(columns, index=index)
