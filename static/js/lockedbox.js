// The box with as many locks as tellers: turns the locks of templates/pictures/box.html as they really are.

const MIDDLE = 120;
const APART = 36;
const HASP = 104;

/**
 * Show one lock per entry of `locks` ("open" | "closed" | "released", in the tellers' order) on the picture `svg`.
 * Idempotent. The picture holds five; further tellers have their words beside it.
 */
export function dressBox(svg, locks) {
  svg.querySelectorAll(".lock").forEach((lock, index) => {
    const shown = index < locks.length;
    lock.setAttribute("visibility", shown ? "visible" : "hidden");
    if (!shown) return;
    lock.dataset.lock = locks[index];
    lock.setAttribute("transform", `translate(${MIDDLE + (index - (locks.length - 1) / 2) * APART} ${HASP})`);
  });
}
