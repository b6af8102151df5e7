// Which units may stand, and why the others may not, in the words of ballots/eligibility.py: a record holds them, so they
// are made again here to the letter (guidance C.4, D.2).
const EXCLUDING = ["excluded", "not-registered", "covenant-missing"];

/** Everything that stands against the unit, in the order of the clauses. */
export const objectionsTo = ({ assessment }, threshold) =>
  [...ofScore(assessment, threshold), ...ofMarks(assessment), ...ofConduct(assessment)];

/** What the rules say of each unit, and whether the meeting let it stand nevertheless: a part of meeting.json. */
export const eligibilityOf = (meeting) => meeting.units.map((unit) => {
  const objections = objectionsTo(unit, meeting.rules.threshold);
  return { unit: unit.id, verdict: verdictOn(unit, objections), objections, exception: meeting.mayStand(unit) };
});

function verdictOn({ assessment }, objections) {
  const codes = objections.map(({ code }) => code);
  if (codes.some((code) => EXCLUDING.includes(code))) return "excluded";
  if (codes.includes("deferred")) return "deferred";
  if (codes.length > 0) return "below";
  return assessment.maximum === null ? "unassessed" : "eligible";
}

const objection = (code, clause, sentence) => ({ code, clause, sentence });

function ofScore({ score, maximum }, threshold) {
  if (maximum === null) return [];
  if (score === null) return [objection("score-missing", "C.4.a", "Chưa có điểm thẩm định.")];
  if (score * 100 >= maximum * threshold) return [];
  const reached = `${showPoints(score)}/${showPoints(maximum)} điểm (${percent(score, maximum)} %)`;
  return [objection("score-below", "C.4.a", `Đạt ${reached}, dưới mức ${threshold} % tổng số điểm thi đua.`)];
}

/** Silence counts against a unit only where the rest of its score sheet is there. */
function ofMarks({ standard, organisation, maximum }) {
  const assessed = maximum !== null;
  return [...ofMark(standard, assessed, STANDARD), ...ofMark(organisation, assessed, ORGANISATION)];
}

function ofMark(mark, assessed, { denied, unattested }) {
  if (mark === false) return [denied];
  return mark === null && assessed ? [unattested] : [];
}

const STANDARD = {
  denied: objection("standard-denied", "C.4.b", "Không đạt các tiêu chuẩn của Quy chế Thi đua, Khen thưởng."),
  unattested: objection("standard-unattested", "C.4.b",
    "Chưa xác nhận việc đạt các tiêu chuẩn của Quy chế Thi đua, Khen thưởng."),
};
const ORGANISATION = {
  denied: objection("organisation-denied", "C.4.c",
    "Tổ chức Đảng, chính quyền, đoàn thể không đạt trong sạch, vững mạnh."),
  unattested: objection("organisation-unattested", "C.4.c",
    "Chưa xác nhận tổ chức Đảng, chính quyền, đoàn thể trong sạch, vững mạnh."),
};

function* ofConduct({ registered, covenant, excluded, deferred }) {
  if (registered === false) yield objection("not-registered", "D.2", "Không đăng ký thi đua, nên không xét.");
  if (covenant === false) yield objection("covenant-missing", "D.2", "Không ký kết giao ước thi đua, nên không xét.");
  if (excluded) yield objection("excluded", "D.2", `Không xét: ${excluded}`);
  if (deferred) yield objection("deferred", "D.2", `Chưa xét: ${deferred}`);
}

/** "89,99" for 1 259,99 of 1 400: cut, not rounded, so that below 90 never reads as 90. */
const percent = (score, maximum) => showPoints(Math.floor((score * 100 * 100) / maximum));

/** 138650 hundredths are "1.386,5" points. */
function showPoints(hundredths) {
  const whole = String(Math.floor(hundredths / 100)).replace(/\B(?=([0-9]{3})+$)/g, ".");
  const decimals = String(hundredths % 100).padStart(2, "0").replace(/0+$/, "");
  return decimals === "" ? whole : `${whole},${decimals}`;
}
