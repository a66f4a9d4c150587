import { it } from 'vitest';
import { commandsPage } from './commands.ts';
import { expectPage } from './page.ts';

it('docs/commands.md tells of every command and option; UPDATE_DOCS=1 writes it anew', () =>
  expectPage('commands.md', commandsPage()));
