// What a sound file tells of its meeting: the rounds, the outcome, what the room agreed. As kiosk/verdict_meeting.py.

/** The parts that tell a meeting.json, in the order of the meeting. */
export function meetingTold(document, word) {
  const counting = document.rounds.filter(({ voided }) => voided === "");
  return [
    { kind: "facts", facts: [...roomOf(document, word), ...roundsOf(document.rounds, word), ...locksOf(document, word)] },
    ...document.outcome.map((contest, place) => contestOf(contest, place, counting, word)),
    { kind: "facts", facts: [...officersOf(document.officers, word), ...adoptionOf(document.adoption, word)] },
  ];
}

/** A bare box knows neither the meeting nor who is elected. */
export function boxTold({ uuid, ballots, credentials, locks, contests }, word) {
  const facts = [
    [word("election"), uuid],
    [word("box"), word("box.numbers", { ballots, credentials })],
    [word("locks"), openedBy(locks, word)],
  ];
  if (!contests.some(({ votes }) => votes.length))
    return [{ kind: "facts", facts }, { kind: "note", text: word("box.uncounted") }];
  return [{ kind: "facts", facts }, ...contests.map((contest, place) => totalsOf(contest, place, word))];
}

function roomOf({ meeting, roster, eligibility }, word) {
  const called = roster.filter(({ parent }) => parent === "");
  const absent = called.filter(({ present }) => !present).map(({ name }) => name);
  const numbers = { called: called.length, present: called.length - absent.length, absent: absent.length };
  const names = new Map(roster.map(({ id, name }) => [id, name]));
  const let_ = eligibility.filter(({ exception }) => exception).map(({ unit }) => names.get(unit)).join(", ");
  return [
    [word("meeting"), meeting.title],
    [word("cluster"), [meeting.cluster, meeting.year, meeting.place].filter(Boolean).join(", ")],
    [word("units"), word(absent.length ? "units.some" : "units.all", { ...numbers, names: absent.join(", ") })],
    ...(let_ ? [[word("exceptions"), word("exceptions.let", { names: let_ })]] : []),
  ];
}

function roundsOf(rounds, word) {
  const [first] = rounds;
  if (rounds.length === 1 && first.mode === "secret") return [[word("ballots"), word("ballots.numbers", first)]];
  return rounds.map((one) => [word("round", one), roundTold(one, word)]);
}

function roundTold(one, word) {
  const kind = word(`round.${one.mode}`, one);
  const told = one.runoff ? word("round.runoff", { told: kind }) : kind;
  return one.voided ? word("round.voided", { told, reason: one.voided }) : told;
}

/** Who opened each box, whose share came late or did not fit, and what voters had opened of theirs. */
function locksOf({ rounds, tellers, committee }, word) {
  return rounds.filter(({ mode }) => mode === "secret").map((one) => {
    const { number, shares: opened, late, refused, audited } = one;
    const told = [
      openedBy({ size: tellers.length, threshold: committee.threshold, opened }, word),
      ...(late.length ? [word("locks.late", { numbers: late.join(", ") })] : []),
      ...(refused.length ? [word("locks.refused", { numbers: refused.join(", ") })] : []),
      ...(audited.length ? [word("audited", { count: audited.length })] : []),
    ];
    return [rounds.length > 1 ? word("locks.of", { number }) : word("locks"), told.join("; ")];
  });
}

const openedBy = ({ size, threshold, opened }, word) =>
  word(opened.length ? "locks.opened" : "locks.closed", { size, threshold, opened: opened.join(", ") });

/** Nominees by rank, with their votes in each round that counts, and what became of them. */
function contestOf(contest, place, counting, word) {
  const last = contest.nominees.length + 1;
  const ranked = [...contest.nominees].sort((one, other) => (one.rank || last) - (other.rank || last));
  const counts = counting.map(({ contests }) => contests.find(({ of }) => of === place)?.count ?? null);
  const votes = counting.map((one) => (counting.length === 1 ? word("head.votes") : word("head.round", one)));
  const row = (name, field) => ({ name: word(name), numbers: counts.map((count) => count?.[field] ?? null) });
  return {
    kind: "table", title: word("contest", { number: place + 1, title: contest.title }),
    note: word("contest.seats", contest),
    heads: [word("head.name"), ...votes],
    rows: [
      ...ranked.map((one) => ({ name: one.name, numbers: one.votes, fate: fateOf(one, word), isElected: one.elected })),
      row("blank", "blank"),
      ...(counts.some((count) => count?.invalid) ? [row("invalid", "invalid")] : []),
    ],
    after: contest.undecided ? word(`open.${contest.undecided}`) : "",
  };
}

function fateOf({ rank, tied, elected, decided_by: by }, word) {
  if (!rank) return word("fate.before");
  if (tied) return word("fate.tied", { rank });
  const told = word(elected ? "fate.elected" : "fate.rank", { rank });
  return by === "votes" ? told : word(`fate.${by}`, { told });
}

function totalsOf({ title, seats, blank, votes }, place, word) {
  const ranked = [...votes].sort(([, one], [, other]) => other - one);
  const counted = [...ranked, ...(blank === null ? [] : [[word("blank"), blank]])];
  return {
    kind: "table", title: word("contest", { number: place + 1, title }), note: word("contest.seats", { seats }),
    heads: [word("head.name"), word("head.votes")],
    rows: counted.map(([name, number]) => ({ name, numbers: [number] })), after: "",
  };
}

const officersOf = (officers, word) =>
  ["leader", "deputy"].filter((office) => officers[office])
    .map((office) => [word(`officer.${office}`), officers[office]]);

function adoptionOf(adoption, word) {
  if (!adoption) return [[word("adoption"), word("adoption.none")]];
  const flags = adoption.flags.filter(({ flag }) => flag !== "none").map(({ unit, flag }) => [unit, word(`flag.${flag}`)]);
  return [[word("adoption"), word("adoption.hands", adoption)], ...flags];
}
