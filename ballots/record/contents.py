"""The files that the kiosk makes for a record besides the box and meeting.json, by name. What they hold is not checked
here, where no PDF and no spreadsheet is read: `kiosk.verifying` does.
"""

SHEET = "results.xlsx"
VERIFIER = "kiem-tra.html"
"""One page that checks a record in any browser, without a network and without us."""
CERTIFICATE = "kiosk-certificate.pem"
PAPERS = {
    "count-minutes": "bien-ban-kiem-phieu.pdf",
    "vote-minutes": "bien-ban-bo-phieu.pdf",
    "report": "bao-cao.pdf",
    "attendance": "danh-sach-diem-danh.pdf",
    "ballot": "phieu-bau-giay.pdf",
}
"""In every record of a meeting that has adopted its result, and in no other."""
