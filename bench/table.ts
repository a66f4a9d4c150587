/** Findings as a table for people: ours, the peer's, the ratio, the aim, and whether it was met. Notes stand below. */
import type { Finding } from './figure.ts';

type Row = Extract<Finding, { kind: 'row' }>;

const HEAD = ['', 'ours', 'beside it', 'ratio', 'aim', ''] as const;

export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.flatMap((finding) => (finding.kind === 'row' ? [cellsOf(finding)] : []));
  const notes = findings.flatMap((finding) => (finding.kind === 'note' ? [`  ${finding.text}`] : []));
  const tables = findings.flatMap((finding) =>
    finding.kind === 'table' ? aligned([finding.head, ...finding.rows]) : [],
  );
  return [...(rows.length === 0 ? [] : aligned([HEAD, ...rows])), ...tables, ...notes].join('\n');
}

function cellsOf({ what, ours, peer, ratio, aim, isMet }: Row): readonly string[] {
  return [what, ours, peer, ratio, aim, isMet ? 'met' : 'MISSED'];
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
