"""results.csv: the totals for a spreadsheet, which must say what the record says and run nothing."""

import csv
import io
import json

from ballots.record.checking import verify_record
from ballots.record.packing import open_record
from ballots.record.results import RESULTS, make_results
from tests.meetings import Play, counted, decided, repacked
from tests.records import codes, document

RECORD = counted().record()


def rows(raw):
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel reads Vietnamese only after a BOM"
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def test_one_round_has_one_column_of_votes_by_rank():
    read = rows(open_record(RECORD)[RESULTS])
    assert read[0] == ["Nội dung bầu", "Số được bầu", "Thứ hạng", "Đơn vị dự bầu", "Số phiếu", "Kết quả"]
    assert [row[2:] for row in read if row[0] == "Tiêu biểu"] == [
        ["1", "A", "1", "Bằng phiếu, chưa quyết định"],
        ["1", "B", "1", "Bằng phiếu, chưa quyết định"],
        ["", "Phiếu trắng", "1", ""],
        ["", "Phiếu không hợp lệ", "0", ""],
    ]


def test_every_round_that_counts_has_its_column():
    read = rows(open_record(decided().told().record())[RESULTS])
    assert read[0][4:6] == ["Số phiếu vòng 1", "Số phiếu vòng 2"]
    assert [row[2:] for row in read if row[0].startswith("Xếp")] == [
        ["1", "Phú Thọ", "2", "2", "Được bầu"],
        ["2", "Quảng Ninh", "2", "1", "Được bầu"],
        ["3", "Bắc Ninh", "1", "", ""],
        ["", "Phiếu trắng", "0", "0", ""],
        ["", "Phiếu không hợp lệ", "0", "0", ""],
    ]


def test_a_round_without_one_of_the_contests_leaves_its_cells_empty():
    votes = (((0,), (0,)), ((0,), (1,)), ((1,), ()))
    read = rows(open_record(Play().vote(votes).runoff((((0,),),) * 3).told().record())[RESULTS])
    assert [row[4:6] for row in read if row[3] == "Phiếu trắng"] == [["0", ""], ["1", "0"]]


def test_p12_every_row_of_a_rehearsal_says_that_it_is_one():
    read = rows(open_record(counted(rehearsal=True).record())[RESULTS])
    assert {row[-1] for row in read} == {"DIỄN TẬP: không có giá trị bầu chọn"}


def test_a_spreadsheet_that_says_something_else():
    altered = open_record(RECORD)[RESULTS].replace(b",2,", b",3,")
    assert codes(verify_record(repacked(RECORD, {RESULTS: altered}))) == ["results-mismatch"]


def test_results_open_in_a_spreadsheet_without_running_anything():
    told = json.loads(document(RECORD))
    names = ["=1+1", "+x", "-x", "@x", "＝1", "＠x", 'A, "B"']
    like = told["outcome"][0]["nominees"][0]
    nominees = [
        {**like, "name": name, "votes": [votes], "rank": 7 - votes, "elected": votes == 6}
        for votes, name in enumerate(names)
    ]
    told["outcome"] = [{**told["outcome"][0], "title": "=cmd", "nominees": nominees}]
    read = rows(make_results(told))[1:8]
    assert [row[3] for row in read] == ['A, "B"', "'＠x", "'＝1", "'@x", "'-x", "'+x", "'=1+1"]
    assert {row[0] for row in read} == {"'=cmd"} and read[0][2:] == ["1", 'A, "B"', "6", "Được bầu"]
