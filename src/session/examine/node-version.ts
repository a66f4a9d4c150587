/**
 * Is this Node new enough?
 */
import { finding, type About, type Examination, type Finding } from './finding.ts';

/** As `engines` in package.json. */
const LEAST = { major: 20, minor: 19 } as const;

const ABOUT: About = {
  name: 'node',
  looksAt: 'The version of Node that runs `upgates-dev`.',
  meaning: 'Failed: parts of it need functions that this Node does not have.',
  todo: 'Install Node 20.19 or newer.',
};

export const nodeVersion: Examination = {
  checks: [ABOUT],
  deadline: 1000,
  examine: ({ node }) => Promise.resolve([examineNode(node)]),
};

/** `version` as in `process.versions.node`. */
export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor);
  const told = { expected: `Node ${LEAST.major}.${LEAST.minor} or newer`, got: `Node ${version}` };
  if (isNew) return finding('node', 'passed', told);
  const meaning = 'Parts of upgates-dev need functions that this Node does not have.';
  return finding('node', 'failed', { ...told, meaning, hint: 'Install a newer Node.' });
}
