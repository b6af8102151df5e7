// The box with as many locks as tellers: turns the locks of templates/pictures/box.html as they really are.

const MIDDLE = 120;
const APART = 36;
const HASP = 104;
const WIDTH = 188; // Of the hasp: more than five locks stand closer together on it, and are smaller.

/**
 * Show one lock per entry of `locks` ("open" | "fitting" | "closed" | "released" | "refused", in the tellers' order) on the
 * picture `svg`, which holds seven. Idempotent.
 */
export function dressBox(svg, locks) {
  svg.querySelectorAll(".lock").forEach((lock, index) => {
    const shown = index < locks.length;
    lock.setAttribute("visibility", shown ? "visible" : "hidden");
    if (!shown) return;
    lock.dataset.lock = locks[index];
    lock.setAttribute("transform", standing(index, locks.length));
  });
}

function standing(index, number) {
  const apart = Math.min(APART, WIDTH / number);
  return `translate(${MIDDLE + (index - (number - 1) / 2) * apart} ${HASP}) scale(${apart / APART})`;
}
