// The outcome as meeting.json has it, as ballots/outcome_rows.py makes it.
import { openSeats } from "./round.js";

/** A row a contest of the list, over all rounds that count. */
export const outcomeRows = (meeting) => meeting.lists.map(({ title, kind, seats }, place) => {
  const { places, undecided, ...outcome } = meeting.outcomes[place];
  const nominees = places.map((one) => nomineeRow(one, meeting.unit(one.name)));
  return { title, kind, seats, open_seats: openSeats({ places, ...outcome }), undecided, nominees };
});

/** With the parent, score and maximum of the unit of that name, where there is one. */
function nomineeRow({ name, votes, rank, elected, tied, decidedBy }, unit) {
  const { score, maximum } = unit?.assessment ?? { score: null, maximum: null };
  return { name, parent: unit?.parent ?? "", score, maximum, votes, rank, elected, tied, decided_by: decidedBy };
}
