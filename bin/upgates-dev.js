#!/usr/bin/env node
/*
 * The launcher. Plain JavaScript that an old Node can read, because it has to tell an old Node what it needs.
 * It sets NODE_ENV before anything loads: React's development build would keep a record of every draw for ever. What the
 * caller had is kept for programs that we start.
 */
import { existsSync, readFileSync } from 'node:fs';

const NEEDED = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
const program = new URL('../dist/cli/main.js', import.meta.url);
const argv = process.argv.slice(2);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  refuse(`upgates-dev needs Node ${NEEDED.join('.')} or newer, and this is Node ${process.versions.node}.`);
} else if (argv.length === 1 && (argv[0] === '-V' || argv[0] === '--version')) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  console.log(version);
} else if (!existsSync(program)) {
  refuse('upgates-dev is not built. Run: npm run build');
} else {
  process.env.UPGATES_DEV_CALLER_NODE_ENV = process.env.NODE_ENV || '';
  process.env.NODE_ENV = 'production';
  const { start } = await import(program.href);
  await start();
}

function refuse(sentence) {
  console.error(`error: ${sentence}`);
  process.exitCode = 3;
}
