/**
 * The bare limit of a screen: a marker that arrow keys move and a frame every 80 ms in which every row changes, written at
 * once with absolute positions. No layout, no framework, nothing else to do.
 */
const [columns, rows] = [process.stdout.columns, process.stdout.rows];
const ESC = '\u001b[';
let marked = 10;
let count = 0;

process.stdin.setRawMode(true).on('data', (keys) => {
  const step = keys.toString() === `${ESC}A` ? -1 : 1;
  const before = marked;
  marked = Math.max(1, Math.min(rows, marked + step));
  draw([before, marked]);
});
process.stdout.write(`${ESC}?1049h${ESC}?25l`);
setInterval(() => {
  count += 1;
  draw(Array.from({ length: rows }, (_, index) => index + 1));
}, 80);

function draw(changed: readonly number[]): void {
  const drawn = changed.map((row) => `${ESC}${row};1H${rowText(row)}`).join('');
  process.stdout.write(`${ESC}?2026h${drawn}${ESC}?2026l`);
}

function rowText(row: number): string {
  return `${row === marked ? '▶' : ' '} row ${row} of frame ${count}`.padEnd(columns - 1, '.');
}
