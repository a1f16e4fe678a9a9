"""Answers as pandas DataFrames; pandas is imported when the first is made, and is no part of lifonto."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lifonto.errors import NotInstalled

if TYPE_CHECKING:
    import pandas as pd


class Framed:
    """An answer that is, or has, a table."""

    @abstractmethod
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return the table as one dict a row, in which numbers are numbers."""

    def to_frame(self) -> pd.DataFrame:
        """Return the table as a pandas DataFrame; raises lifonto.errors.NotInstalled where there is no pandas."""
        return frame(self.rows())


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return *rows* as a DataFrame with *columns*, or those of the rows."""
    try:
        import pandas as pd
    except ImportError as error:
        raise NotInstalled("pandas", "frames") from error
    return pd.DataFrame(list(rows), columns=None if columns is None else list(columns))
