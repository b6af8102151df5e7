// The words on the papers: a field named "chair.name" is the name of the chair, a text area is a list of lines.

/** The texts of the form, as the deed sends them. */
export function textsOf(form) {
  const texts = {};
  for (const { name, value, tagName } of form.querySelectorAll("input[name], textarea[name]")) {
    const [whole, part] = name.split(".");
    if (part) texts[whole] = { ...texts[whole], [part]: value };
    else texts[whole] = tagName === "TEXTAREA" ? linesOf(value) : value;
  }
  return { ...texts, deadline: monthFirst(texts.deadline) };
}

/** The lines of `text` with anything on them, each folded to single blanks. */
export function linesOf(text) {
  return text.split("\n").map((line) => line.replace(/\s+/gu, " ").trim()).filter(Boolean);
}

/** "5/1" and "05/01", as people write the fifth of January, as "01-05"; anything else as it is, for the kiosk to refuse. */
export function monthFirst(text) {
  const [, day, month] = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(text) ?? [];
  return day ? `${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}
