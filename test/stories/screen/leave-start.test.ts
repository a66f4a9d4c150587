/** A developer changes their mind while the session is still starting: what was done so far is undone. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NOTHING, openShell, ORDINARY, type Shell } from '../../support/shell.ts';

let shell: Shell;

beforeEach(async () => {
  shell = await openShell();
});

afterEach(() => shell.close());

/** The first webhook is made; the shop takes its time over the second, or has made it and says nothing. */
async function beginAndHang(acts: boolean): Promise<void> {
  shell.bench.shop.misbehave = ({ what }) => (what === 'POST /webhooks Orders.update' ? { kind: 'hang', acts } : null);
  shell.begin();
  await shell.see('creating webhooks');
  await vi.waitFor(() => expect(shell.bench.shop.calls).toContain('POST /webhooks Orders.update'), { timeout: 20_000 });
}

describe('in the middle of the start', () => {
  it.each([
    ['q', () => shell.press('q'), 0],
    ['Ctrl-C', () => shell.press('Ctrl-C'), 130],
    ['SIGTERM', () => shell.signal('SIGTERM'), 143],
    ['SIGHUP', () => shell.signal('SIGHUP'), 129],
  ] as const)('%s ends it', async (_, end, code) => {
    await beginAndHang(false);
    end();
    await shell.leftAsBefore(code, { unanswered: 1 });
  });

  it('a webhook that the shop has made without an answer is found and removed', async () => {
    await beginAndHang(true);
    shell.press('Ctrl-C');
    await shell.leftAsBefore(130);
  });

  it('Ctrl-Z stops it, and fg brings the steps back', async () => {
    await beginAndHang(false);
    shell.press('Ctrl-Z');
    await shell.see('code 148 of run');
    shell.bringBack();
    await shell.see('creating webhooks');
    shell.press('Ctrl-C');
    await shell.leftAsBefore(130, { unanswered: 1 });
  });
});

describe('a start that fails', () => {
  it('gives the terminal back, says why in full, and leaves nothing', async () => {
    shell.bench.shop.misbehave = ({ what }) =>
      what === 'POST /webhooks Orders.update' ? { kind: 'answer', status: 401, body: '{}' } : null;
    shell.begin();
    const told = (await shell.leftAsBefore(3)).join('\n');
    expect(told).toMatch(/^error: /);
  });

  it('before anything is open, a mistake on the command line never takes the screen', async () => {
    shell.begin('--rules nonsense');
    const told = (await shell.leftAsBefore(2)).join('\n');
    expect(told).toContain('nonsense');
  });
});

describe('a key before there is a screen', () => {
  it('q is not lost', async () => {
    shell.begin();
    await vi.waitFor(() => expect(shell.pid()).toBeGreaterThan(0), { timeout: 20_000, interval: 1 });
    shell.press('q');
    await shell.leftAsBefore(0);
  });

  it('Ctrl-C ends it, whoever gets it', async () => {
    shell.begin();
    await vi.waitFor(() => expect(shell.pid()).toBeGreaterThan(0), { timeout: 20_000, interval: 1 });
    shell.press('Ctrl-C');
    await shell.prompt();
    expect(shell.terminal.modes()).toEqual(ORDINARY);
    expect(shell.leftBehind()).toEqual(NOTHING);
  });
});
