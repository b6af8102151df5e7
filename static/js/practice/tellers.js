// The pretended tellers of a rehearsal. Each has a key of its own, makes the locks with the others over the kiosk, audits
// the box and opens its lock, by the same code and the same requests as a teller's phone.
import { getBytes, postJson } from "../http.js";
import { PARTS, checkSet, isOvertaken } from "../locks/ceremony.js";
import { dueStep, registeredIn } from "../locks/step.js";
import { newSeed } from "../protocol/trustee.js";
import { TellerWorker } from "../telling.js";
import { kept, nameOf } from "./kept.js";

export class Tellers {
  constructor() {
    this.seats = []; // {number, invite} of every teller
    this.worker = null;
  }

  /** The seats as the desk has them now; what is kept of others is let go. */
  sit(seats) {
    this.seats = seats;
    const names = seats.map(nameOf);
    const keys = Object.entries(kept.get().keys).filter(([name]) => names.includes(name));
    kept.put({ keys: Object.fromEntries(keys) });
  }

  /** The seats of those who are pretended. */
  get pretended() {
    const { keys } = kept.get();
    return this.seats.filter((seat) => nameOf(seat) in keys);
  }

  /** Sit on these seats with new keys, in the place of a phone where there was one. */
  async take(numbers) {
    const { keys } = kept.get();
    for (const seat of this.seats.filter(({ number }) => numbers.includes(number))) {
      const told = await postJson("/teller/seat", seat);
      keys[nameOf(seat)] = { seed: newSeed(), replaces: registeredIn(told) };
    }
    kept.put({ keys });
  }

  /** Do what is due in the making of the locks, until nothing is; others may have to do their part then. */
  async makeLocks() {
    let isDone = false;
    while (!isDone) {
      isDone = true;
      for (const seat of this.pretended) if (await this.takePart(seat)) isDone = false;
    }
  }

  async takePart(mine) {
    const key = this.keyOf(mine);
    const seat = await postJson("/teller/seat", mine);
    const verification = await this.working().verificationKey(key.seed);
    const due = dueStep(seat, { ...key, isNoted: true, code: null }, { verification });
    if (due === "elsewhere" || due === "late") this.leave(mine); // Somebody's phone has the seat.
    if (!(due in PARTS)) return false;
    try {
      await PARTS[due](this.working(), seat, { mine, seed: key.seed, kept: key });
      return true;
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      return false;
    }
  }

  /** Audit the closed box and open the lock of one seat; a repeat changes nothing. */
  async release(mine) {
    const { seed } = this.keyOf(mine);
    const seat = await postJson("/teller/seat", mine);
    const worker = this.working();
    const { code } = await checkSet(worker, seed, seat);
    const bel = await getBytes("/archive/box.bel");
    const { tally } = await worker.confirm(bel, await worker.verificationKey(seed), code);
    const { share } = await worker.share(seed, seat.private_key, bel, tally);
    await postJson("/teller/share", { ...mine, share });
  }

  keyOf(seat) {
    return kept.get().keys[nameOf(seat)];
  }

  leave(seat) {
    const { [nameOf(seat)]: left, ...keys } = kept.get().keys;
    kept.put({ keys });
  }

  working() {
    this.worker ??= new TellerWorker(() => {});
    return this.worker;
  }
}
