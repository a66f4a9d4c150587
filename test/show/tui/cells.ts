/** What stands in the cells of a headless terminal: letters and how they look. */
import type headless from '@xterm/headless';

/** Of a row, from the left; an empty cell is as good as a space without a look. */
export function cellsOf(term: headless.Terminal, row: number): readonly string[] {
  const { active } = term.buffer;
  const line = active.getLine(active.baseY + row);
  return Array.from({ length: term.cols }, (_, x) => {
    const cell = line?.getCell(x);
    const letters = cell?.getChars() ?? '';
    if (cell === undefined || letters === '') return cell?.getWidth() === 0 ? '' : ' ';
    const look = [cell.getFgColor(), cell.isBold(), cell.isDim(), cell.isInverse(), cell.getBgColor()].join(' ');
    return look === NO_LOOK ? letters : `${letters} (${look})`;
  });
}

const NO_LOOK = '-1 0 0 0 -1';
