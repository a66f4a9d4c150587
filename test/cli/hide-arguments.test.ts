import { expect, it } from 'vitest';
import { hideArguments } from '../../src/cli/hide-arguments.ts';

const titleWith = (...argv: readonly string[]): string => {
  const process = { title: 'node bin/upgates-dev.js' };
  hideArguments(argv, process);
  return process.title;
};

it.each([
  [['listen', '-f', 'http://me:hunter2@localhost:3000']],
  [['listen', '--forward=Orders.*=http://me:hunter2@localhost']],
  [['trigger', 'Orders.create', '--to', 'me:hunter2@localhost:3000/x']],
  [['listen', '-H', 'X-Api-Key: abc']],
  [['listen', '-HX-Api-Key: abc']],
  [['listen', '--header=X-Api-Key: abc']],
  [['simulate', '--key', 'abc']],
  [['test', '--env', 'TOKEN=abc']],
])('%j shows its name alone', (argv) => {
  expect(titleWith(...argv)).toBe('upgates-dev');
});

it.each([
  [['listen', '-f', 'http://localhost:3000/webhooks?to=a@b']],
  [['history', 'list', '--filter', 'verdict:repeats']],
  [['listen', '-e', 'Orders.*', '--json']],
])('%j stays readable', (argv) => {
  expect(titleWith(...argv)).toBe('node bin/upgates-dev.js');
});
