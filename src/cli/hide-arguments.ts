/**
 * What a program was called with, every user of the machine can read in the list of processes. In: our arguments. Out: the
 * process shows its name alone, if a password or a key may be among them. Others stay readable: they tell sessions apart.
 */
const SECRET_FLAGS: ReadonlySet<string> = new Set(['--key', '--header', '-H', '--env']);

const USERINFO = /^[^?#\s]*:[^/?#\s]*@/;

export function hideArguments(argv: readonly string[], process: { title: string }): void {
  if (argv.some(mayHoldSecret)) process.title = 'upgates-dev';
}

function mayHoldSecret(word: string): boolean {
  const flag = word.startsWith('--') ? (word.split('=')[0] ?? '') : word.slice(0, 2);
  return SECRET_FLAGS.has(flag) || USERINFO.test(word);
}
