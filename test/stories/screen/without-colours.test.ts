/** A developer without colours misses nothing: signs and words say it all. With them they only repeat it. */
import { expect, it } from 'vitest';
import { answers, order, story } from '../../support/story.ts';
import type { QuietScreen } from '../../support/quiet-screen.ts';

const { handler: start, quietScreen } = story();

const coloursOf = ({ terminal }: QuietScreen, text: string): readonly string[] =>
  terminal
    .picture()
    .rows.flatMap((row) => row.filter((piece) => piece.text.includes(text)).map(({ colour }) => colour));

it.each([
  { how: 'NO_COLOR', env: { NO_COLOR: '1' }, delivered: ['ink'], repeats: ['ink'] },
  { how: 'colours', env: {}, delivered: ['green'], repeats: ['yellow'] },
] as const)('reads each verdict with $how', async ({ env, delivered, repeats }) => {
  const handler = await start(answers(500, 204));
  const screen = await quietScreen({ handler, env });
  await screen.call('Orders.create', order('9000001'));
  await screen.call('Orders.create', order('9000002'));
  await screen.see(/9000002 .*✓ delivered/);
  expect(coloursOf(screen, '✓ delivered')).toEqual(delivered);
  expect(coloursOf(screen, '↻ repeats')).toEqual(repeats);
  await screen.leave();
});
