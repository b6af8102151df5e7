// What a spreadsheet puts on the clipboard, as rows of cells.

const HEADINGS = /^(stt|tt|số tt|đơn vị|tên đơn vị|họ và tên|họ tên)$/iu;

/**
 * The cells of tab-separated `text`, quoted cells with line breaks included, each folded to one line. A heading row and
 * a leading column of plain numbers (STT) are left out, because the table numbers its rows itself.
 */
export function pastedRows(text) {
  let rows = cells(text).filter((row) => row.some((cell) => cell));
  if (rows.length > 1 && HEADINGS.test(rows[0][0])) rows = rows.slice(1);
  if (rows.every((row) => row.length > 1 && /^\d+\.?$/.test(row[0]))) rows = rows.map((row) => row.slice(1));
  return rows;
}

function cells(text) {
  const rows = [[]];
  const cell = /("(?:[^"]|"")*"|[^\t\n\r]*)(\t|\r?\n|\r|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    rows[rows.length - 1].push(folded(match[1]));
    if (cell.lastIndex >= text.length && match[2] !== "\t") break;
    if (match[2] !== "\t") rows.push([]);
  }
  return rows;
}

function folded(cell) {
  const bare = /^"[^]*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  return bare.replace(/\s+/gu, " ").trim();
}
