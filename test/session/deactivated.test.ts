import { describe, expect, it } from 'vitest';
import type { NoticeRecord, WebhookRecord } from '../../src/core/record.ts';
import { newWebhook, stepWebhook, type WebhookInput } from '../../src/core/webhook.ts';
import { RULES } from '../../src/core/rules.ts';
import { tellDeactivated } from '../../src/session/deactivated.ts';
import type { Webhook } from '../../src/simulate/deliver/webhook-book.ts';

const AT = Date.UTC(2026, 10, 24, 12);

function webhook(id: number, event: string, input: WebhookInput): Webhook {
  const { state } = stepWebhook(newWebhook(true), input, RULES.current);
  return { id, event, name: '', url: 'http://127.0.0.1/', createdAt: AT, state };
}

async function told(...webhooks: readonly Webhook[]): Promise<readonly (WebhookRecord | NoticeRecord)[]> {
  const records: (WebhookRecord | NoticeRecord)[] = [];
  const tell = tellDeactivated({ now: () => AT, emit: (record) => records.push(record) });
  for (const one of webhooks) tell(one, 'deactivated');
  await Promise.resolve();
  return records;
}

describe('a webhook that is deactivated', () => {
  it('is told one by one, with one notice of what to do', async () => {
    const because = { kind: 'permission-changed' } as const;
    const records = await told(webhook(1, 'Orders.create', because), webhook(2, 'Orders.update', because));
    expect(records.map(({ kind }) => kind)).toEqual(['webhook', 'webhook', 'notice']);
    expect(records.at(-1)).toMatchObject({
      code: 'webhook-deactivated',
      text: expect.stringContaining('Orders.create, Orders.update') as string,
    });
  });

  it('by the user needs no notice', async () => {
    const records = await told(webhook(1, 'Orders.create', { kind: 'deactivated' }));
    expect(records).toEqual([
      { kind: 'webhook', at: '2026-11-24T12:00:00.000Z', id: 1, event: 'Orders.create', state: 'deactivated' },
    ]);
  });
});
