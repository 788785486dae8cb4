"""Puts routines on paper: makes the page for it when it is first asked for, and knows files and printers.

Leaves what stands on a sheet to the painters.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from backtimer.ui.window import Window

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from backtimer.ui.paper.print_page import PrintPage
    from backtimer.ui.paper.sheets import Sheet


class Printing(QObject):
    """Offers paper to a window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.offer("print", self.show_page)

    @cached_property
    def page(self) -> "PrintPage":
        """The page with the sheets."""
        from backtimer.ui.paper.print_page import PrintPage  # noqa: PLC0415  # seldom needed

        page = self._window.add_page(PrintPage(self._window.look))
        page.back_asked.connect(lambda: self._window.show_page(self._window.routine))
        page.pdf_asked.connect(lambda sheet: self._ask_for_file(sheet))  # noqa: PLW0108  # Qt would look up its types
        page.print_asked.connect(lambda sheet: self._ask_for_printer(sheet))  # noqa: PLW0108
        return page

    def show_page(self) -> None:
        """Show the routine that is looked at on paper, as it is bent for today."""
        plan = self._window.routine.plan
        if plan is not None:
            self.page.show_plan(plan)
            self._window.show_page(self.page)

    def _ask_for_file(self, sheet: "Sheet") -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  # seldom needed

        dialog = QFileDialog(self._window, "Save the sheet", f"{sheet.file_name}.pdf", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda file: self.save(sheet, Path(file)))
        dialog.open()

    def save(self, sheet: "Sheet", file: Path) -> None:
        """Write a sheet as a PDF, whole or not at all; say which."""
        from backtimer.files.whole_file import write_whole_bytes  # noqa: PLC0415  # seldom needed
        from backtimer.ui.paper.pdf import as_pdf  # noqa: PLC0415

        try:
            write_whole_bytes(file, as_pdf(sheet.pages, sheet.layout, sheet.title), private=False)
        except OSError as error:
            self._window.say(f"{file.name} could not be written: {error.strerror}")
            return
        self._window.say(f"Written to {file}", here=True)

    def _ask_for_printer(self, sheet: "Sheet") -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415  # seldom needed

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(sheet.layout)
        printer.setDocName(sheet.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print(sheet, printer))
        dialog.setModal(True)
        dialog.show()

    def print(self, sheet: "Sheet", printer: "QPrinter") -> None:
        """Send a sheet to a printer, as large as its paper allows."""
        from backtimer.ui.paper.pdf import print_pages  # noqa: PLC0415  # seldom needed

        if not print_pages(sheet.pages, printer, sheet.layout):
            self._window.say("The printer did not take the sheet")
