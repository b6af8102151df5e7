// What is checked of a meeting's part of a record, in the order and by the titles of ballots/record/checking.py. `needs`
// are fields of what is found; `run` is a generator that yields a {code} for each thing that does not hold. The first of
// Python's box checks and the first of its meeting checks are told where the file is read, in verifying.js.
import * as consistency from "./consistency.js";
import * as course from "./course.js";
import { deeds } from "./sequence.js";

export { restore } from "./restoring.js";
export { readDocument } from "./shape.js";

const check = (title, needs, run) => ({ title, needs, run });

/** Of each round of secret ballots and its box: BOX_CHECKS after the first. */
export const boxChecks = [
  check("Hồ sơ hội nghị nói về đúng hòm phiếu này", ["document", "election"], consistency.election),
  check("Mã niêm phong hòm phiếu", ["document", "audit"], consistency.head),
  check("Nội dung bầu đúng như trên lá phiếu", ["document", "election"], consistency.contests),
  check("Khóa của ban kiểm phiếu là khóa của hòm", ["document", "trustees"], consistency.tellers),
  check("Những khóa đã mở hòm", ["document", "audit"], consistency.shares),
  check("Số đơn vị có mặt bằng số phiếu phát ra", ["document", "election"], consistency.units),
  check("Số phiếu thu về bằng số lá phiếu trong hòm", ["document", "election"], consistency.returned),
  check("Số phiếu từng đơn vị là kết quả của hòm", ["document", "election"], consistency.counts),
];

/** Of the meeting as a whole: MEETING_CHECKS after the first. */
export const meetingChecks = [
  check("Vòng bỏ phiếu kín nào cũng có hòm phiếu của mình", ["document"], course.modes),
  check("Điểm danh của từng vòng", ["meeting"], course.rollCall),
  check("Bộ phiếu của từng vòng", ["document"], course.slips),
  check("Giờ và lý do của từng vòng", ["document"], course.times),
  check("Trình tự các việc đã làm", ["document"], deeds),
  check("Biểu quyết và điều kiện trước khi bỏ phiếu", ["meeting"], course.agreements),
  check("Điều kiện dự bầu của từng đơn vị", ["meeting"], course.eligibility),
  check("Các phép cộng của biên bản", ["meeting"], course.sums),
  check("Thứ hạng, được bầu, bằng phiếu", ["meeting"], course.outcome),
  check("Cụm trưởng, cụm phó", ["meeting"], course.officers),
  check("Thông qua kết quả và đề nghị tặng cờ", ["meeting"], course.adoption),
  check("Bảng results.csv đúng với kết quả", ["results", "meeting"], course.results),
];
