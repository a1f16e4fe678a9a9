"""An Excel workbook with a sheet of statements and one of edges, written by openpyxl."""

from __future__ import annotations

import io

from lifonto.errors import LifontoError
from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.statements import Statements
from lifonto.exchange.tables import tables


def export(known: Statements) -> Export:
    """Write the workbook; raises LifontoError where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise LifontoError("a workbook wants openpyxl: pip install 'lifonto[excel]'") from error
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables(known).items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        lines = [list(rows[0]) if rows else [], *(list(row.values()) for row in rows)]
        for number, line in enumerate(lines, 1):
            sheet.append(line)
            for column, text in enumerate(line, 1):
                if text.startswith("="):
                    sheet.cell(number, column).data_type = "s"  # a text, and no formula
    content = io.BytesIO()
    book.save(content)
    return Export.of("lifonto.xlsx", content.getvalue(), Losses())
