// What a phone of 2020 lacks (Chrome before 93, Safari before 15.4) and our pages or the curve's library call. Without
// it such a phone would show an empty page. Every bundle begins with this file; a worker has no elements.

Object.hasOwn ??= (object, name) => Object.prototype.hasOwnProperty.call(object, name);

if (typeof Element !== "undefined") {
  Element.prototype.replaceChildren ??= function replaceChildren(...nodes) {
    while (this.lastChild) this.removeChild(this.lastChild);
    this.append(...nodes);
  };
}
