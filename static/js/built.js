// Where what was built for this page lies: its address is another after an upgrade (kiosk/built.py).

export const builtAddress = (name) => `${document.documentElement.dataset.built}/${name}`;
