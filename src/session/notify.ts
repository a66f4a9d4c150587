/**
 * Telling a person something beside the records: a level, a stable code, a sentence.
 */
import type { NoticeRecord } from '../core/record.ts';

export type Notify = (level: NoticeRecord['level'], notice: Pick<NoticeRecord, 'code' | 'text'>) => void;
