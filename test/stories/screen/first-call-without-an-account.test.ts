/** A newcomer has no account and starts the program to see what it is: a call comes, the keys explain themselves, and it leaves no trace. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, story } from '../../support/story.ts';

const { screen: open } = story();

it.each(BOTH_SIZES)(
  'sees the first call at $cols x $rows, looks at the keys, and has the shell as it was',
  async (size) => {
    const screen = await open([], { ...size, inShell: true });
    await screen.see('✓ delivered');
    await screen.see(/simulated/);
    expect(screen.terminal.isAlternate()).toBe(true);
    screen.terminal.resize(80, 24);
    await screen.terminal.waitFor((rows) => rows.length === 24 && rows.some((row) => row.includes('VERDICT')));
    screen.press('?');
    await screen.see('KEYS');
    screen.press('Escape');
    await screen.miss('KEYS');
    screen.press('q');
    await screen.see('code 0');
    expect(screen.terminal.isAlternate()).toBe(false);
    const left = screen.terminal.history().join('\n');
    for (const line of ['shell history 1', 'shell history 3', '36 webhooks removed']) expect(left).toContain(line);
  },
);
