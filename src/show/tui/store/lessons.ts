/**
 * The first failure of a kind explains itself once: as a message like any other, which waits until the line is free.
 */
import type { Instant } from '../../../core/instant.ts';
import { LESSONS, lessonsOf } from '../../present/lesson.ts';
import type { Feed } from './feed.ts';
import { said } from './messages.ts';
import type { Ui } from './model.ts';

/** Rows that are looked at: the newest. */
const LOOKED_AT = 40;

/** `since`: what came before this session has been seen before. */
export function withLesson(ui: Ui, { entries }: Feed, { since, now }: { since: Instant; now: Instant }): Ui {
  if (ui.message !== null && now < ui.message.until) return ui;
  const lesson = entries
    .slice(0, LOOKED_AT)
    .filter(({ row }) => row.lastAttemptAt >= since)
    .flatMap(({ row }) => lessonsOf(row))
    .find((name) => !ui.lessons.includes(name));
  if (lesson === undefined) return ui;
  return { ...ui, lessons: [...ui.lessons, lesson], message: said(LESSONS[lesson], now) };
}
