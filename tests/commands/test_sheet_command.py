"""`backtimer sheet`: a PDF, or one plain line that says why not."""

from typing import get_args

import pytest

from backtimer.__main__ import PAPERS, SHEETS
from backtimer.ui.paper.paint_sheet import Kind
from backtimer.ui.paper.pdf import PaperName

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_is_a_whole_pdf(call, tmp_path, kind):
    file = tmp_path / "sheet.pdf"
    assert call("sheet", "slow-stroke-3", "--kind", kind, "--paper", "A5", "-o", file) == (0, "", "")
    data = file.read_bytes()
    assert (data[:5], data.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_the_sheet_is_as_long_as_was_asked_for(call, tmp_path):
    sizes = set()
    for number, options in enumerate(((), ("--length", "15m"), ("--leave-out", "upper_trap"))):
        file = tmp_path / f"{number}.pdf"
        assert call("sheet", "first-back-10", *options, "-o", file) == (0, "", "")
        sizes.add(len(file.read_bytes()))
    assert len(sizes) == 3


def test_a_sheet_that_is_no_pdf_is_refused(call, tmp_path):
    file = tmp_path / "sheet.png"
    assert call("sheet", "slow-stroke-3", "-o", file) == (1, "", f"backtimer: {file}: the sheet is a PDF; name it so\n")
    assert not file.exists()


def test_an_unknown_routine_is_said_plainly(call, tmp_path):
    code, out, err = call("sheet", "slow-stroke-4", "-o", tmp_path / "a.pdf")
    assert (code, out) == (1, "")
    assert "did you mean slow-stroke-3?" in err


def test_a_place_that_takes_no_file_is_said_plainly(call, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = call("sheet", "slow-stroke-3", "-o", tmp_path / "file" / "a.pdf")
    assert code == 1
    assert err.startswith("backtimer: ")
    assert err.count("\n") == 1


def test_the_command_line_names_what_there_is():
    assert (get_args(Kind), get_args(PaperName)) == (SHEETS, PAPERS)
