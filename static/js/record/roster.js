// The list of units as the kiosk writes it: names that are clean and told apart, offices after the member units and each
// under one of them, points and years that can be (ballots/roster.py, ballots/assessment.py).
import { TITLE_LIMIT, isClean, isSaid, sameName } from "./text.js";

const MOST_UNITS = 500;
const MOST_POINTS = 1_000_000 * 100; // In hundredths of a point.
const FIRST_YEAR = 1945;
const LAST_YEAR = 2100;

export const isMember = (unit) => unit.parent === "";

/** Whether `make_roster` would make of these units' rows just these units. Refused as text.js. */
export function isRoster(units) {
  const known = new Map(units.map((unit) => [sameName(unit.name), unit]));
  const numbers = new Set(units.map((unit) => unit.id));
  if (units.length > MOST_UNITS || known.size < units.length || numbers.size < units.length) return false;
  return isSorted(units) && units.every((unit) => isUnit(unit) && (isMember(unit) || isBelow(unit, known)));
}

/** Member units first. */
function isSorted(units) {
  const firstOffice = units.findIndex((unit) => !isMember(unit));
  return firstOffice === -1 || !units.slice(firstOffice).some(isMember);
}

const isUnit = (unit) =>
  isSaid(unit.name) && [unit.leader, unit.office, unit.kind, unit.parent].every((text) => isClean(text))
  && isAssessment(unit.assessment);

/** An office names its member unit as that unit writes itself, and is not called. */
function isBelow(unit, known) {
  const above = known.get(sameName(unit.parent));
  return above !== undefined && isMember(above) && above.name === unit.parent && !unit.present;
}

function isAssessment({ self_score: selfScore, score, maximum, note, excluded, deferred, led, deputised }) {
  const texts = [note, excluded, deferred].every((text) => isClean(text, TITLE_LIMIT));
  return texts && maximum !== 0 && [selfScore, score, maximum].every(isPoints)
    && [selfScore, score].every((one) => one === null || (maximum !== null && one <= maximum))
    && [led, deputised].every(areYears);
}

const isPoints = (value) => value === null || (value >= 0 && value <= MOST_POINTS);

/** In order, none twice. */
const areYears = (years) =>
  years.every((year, place) => year >= FIRST_YEAR && year <= LAST_YEAR && (place === 0 || years[place - 1] < year));

/** Nobody has said anything of the unit (`Assessment()`). */
export function isUnassessed({ assessment }) {
  const { note, excluded, deferred, led, deputised, ...said } = assessment;
  return [note, excluded, deferred].every((text) => text === "") && led.length + deputised.length === 0
    && Object.values(said).every((value) => value === null);
}
