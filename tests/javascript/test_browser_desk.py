"""What a secretary pastes from a spreadsheet becomes rows, whatever else the clipboard brings along."""

from tests.javascript.node import run

HEAD = "STT\tĐơn vị\tLãnh đạo\tChức vụ"
ROWS = [["BHXH tỉnh Phú Thọ", "Lê A", "Giám đốc"], ["BHXH tỉnh Quảng Ninh", "", "Phó Giám đốc"]]
PASTED = {
    "plain rows": "BHXH tỉnh Phú Thọ\tLê A\tGiám đốc\nBHXH tỉnh Quảng Ninh\t\tPhó Giám đốc",
    "Windows line ends and a last empty line": "BHXH tỉnh Phú Thọ\tLê A\tGiám đốc\r\nBHXH tỉnh Quảng Ninh\t\tPhó Giám đốc\r\n",
    "a heading and numbered rows": f"{HEAD}\n1\tBHXH tỉnh Phú Thọ\tLê A\tGiám đốc\n2\tBHXH tỉnh Quảng Ninh\t\tPhó Giám đốc",
    "numbers with a dot": "1.\tBHXH tỉnh Phú Thọ\tLê A\tGiám đốc\n2.\tBHXH tỉnh Quảng Ninh\t\tPhó Giám đốc",
    "empty rows between": "BHXH tỉnh Phú Thọ\tLê A\tGiám đốc\n\t\t\n\nBHXH tỉnh Quảng Ninh\t\tPhó Giám đốc",
    "double and unbreakable spaces": "BHXH tỉnh\u00a0 Phú Thọ\tLê  A\tGiám đốc\n BHXH tỉnh Quảng Ninh \t\tPhó Giám đốc",
    "a cell with a line break": 'BHXH tỉnh Phú Thọ\t"Lê\nA"\tGiám đốc\nBHXH tỉnh Quảng Ninh\t\tPhó Giám đốc',
}


def pasted(*texts: str) -> list[list[list[str]]]:
    return run("surface", [["desk/pasted", "pastedRows", text] for text in texts])


def test_what_a_spreadsheet_puts_on_the_clipboard_becomes_the_rows():
    assert dict(zip(PASTED, pasted(*PASTED.values()), strict=True)) == dict.fromkeys(PASTED, ROWS)


def test_quotation_marks_inside_a_name_stay():
    assert pasted('"BHXH ""Trung tâm"""\tLê A') == [[['BHXH "Trung tâm"', "Lê A"]]]


def test_one_column_and_nothing_at_all():
    assert pasted("BHXH tỉnh A\nBHXH tỉnh B", "", "\n\n") == [[["BHXH tỉnh A"], ["BHXH tỉnh B"]], [], []]


def test_a_column_of_numbers_alone_is_kept():
    assert pasted("1\n2") == [[["1"], ["2"]]]


def test_whoever_raised_no_hand_has_no_opinion():
    rows = [(6, 6, 0), (6, 4, 1), (6, 5, 3)]
    assert run("surface", [["desk/handvote", "rest", *row] for row in rows]) == [0, 1, -2]


def test_a_day_is_read_as_people_here_write_it():
    days = ["10/01", "5/1", " 05-01 ", "5.12", "ngày 10", ""]
    read = run("surface", [["desk/papertexts", "monthFirst", day] for day in days])
    assert read == ["01-10", "01-05", "01-05", "12-05", "ngày 10", ""]


def test_a_list_is_its_lines_without_the_empty_ones():
    assert run("surface", [["desk/papertexts", "linesOf", " Như\u00a0 trên \n\n\tLưu: VT\n"]]) == [
        ["Như trên", "Lưu: VT"]
    ]
