/**
 * What the documents point at exists: files, and headings within them. Addresses on the internet are not asked.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: TOP,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(TOP, path)));

/** `[words](target)`, `![words](target)`. */
const LINK = /\]\(([^)\s]+)\)/g;

function textOf(path: string): string {
  return readFileSync(join(TOP, path), 'utf8');
}

/** Without blocks and pieces of code: what looks like a link there is none. */
function proseOf(path: string): string {
  return textOf(path)
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/`[^`\n]*`/g, '');
}

/** As code hosts make them of a heading. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = textOf(path)
    .replaceAll(/^```.*?^```/gms, '')
    .matchAll(/^#+ (.+)$/gm);
  return new Set([...headings].map(([, heading = '']) => anchorOf(heading)));
}

function anchorOf(heading: string): string {
  const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return plain
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function problemOf(page: string, link: string): string | null {
  if (/^(?:https?|mailto):/.test(link)) return null;
  const [target = '', anchor] = link.split('#');
  const path = target === '' ? page : relative(TOP, join(TOP, dirname(page), decodeURI(target)));
  if (path.startsWith('..')) return `${link} leads out of the repository`;
  if (!existsSync(join(TOP, path))) return `${link} leads nowhere`;
  const isPage = anchor !== undefined && statSync(join(TOP, path)).isFile() && path.endsWith('.md');
  return isPage && !anchorsOf(path).has(anchor) ? `${link}: ${path} has no such heading` : null;
}

it.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = [...proseOf(page).matchAll(LINK)].map(([, link = '']) => link);
  expect(links.flatMap((link) => problemOf(page, link) ?? [])).toEqual([]);
});

it('every page of docs/ can be found from the README', () => {
  const seen = new Set<string>();
  const visit = (page: string): void => {
    if (seen.has(page) || !existsSync(join(TOP, page))) return;
    seen.add(page);
    if (!page.endsWith('.md')) return visitFolder(page, visit);
    for (const [, link = ''] of proseOf(page).matchAll(LINK)) {
      if (!/^\w+:/.test(link)) visit(relative(TOP, join(TOP, dirname(page), link.split('#')[0] ?? '')));
    }
  };
  visit('README.md');
  expect(PAGES.filter((page) => page.startsWith('docs/') && !seen.has(page))).toEqual([]);
});

/** A link to a folder leads to the pages in it. */
function visitFolder(folder: string, visit: (page: string) => void): void {
  for (const page of PAGES) if (dirname(page) === folder.replace(/\/$/, '')) visit(page);
}
