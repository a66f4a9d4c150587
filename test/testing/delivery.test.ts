import { describe, expect, it } from 'vitest';
import { play, wrongFor } from './play.ts';

describe('a delivery', () => {
  it('fills up while the shop goes on', async () => {
    const { shop, handler } = await play();
    handler.behave(wrongFor(1));
    const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
    const attempts = delivery?.attempts;
    expect(delivery).toMatchObject({ verdict: 'repeats', isPending: true });
    expect(delivery?.nextAttemptAt).toEqual(new Date('2026-11-23T10:05:00Z'));
    await shop.clock.advance('5m');
    expect(attempts?.map(({ number, status, at }) => [number, status, at.toISOString()])).toEqual([
      [1, 500, '2026-11-23T10:00:00.000Z'],
      [2, 204, '2026-11-23T10:05:00.000Z'],
    ]);
    expect(delivery).toMatchObject({ verdict: 'delivered', isPending: false, nextAttemptAt: null });
  });

  it('is plain data: it can be printed, compared and copied', async () => {
    const { shop } = await play();
    const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
    expect(structuredClone(delivery)).toEqual(delivery);
    expect(JSON.parse(JSON.stringify(delivery))).toMatchObject({
      id: 'shop-1',
      key: '9000011',
      webhook: 1,
      body: { project_name: 'demoshop' },
      attempts: [{ at: '2026-11-23T10:00:00.000Z' }],
    });
  });

  it('has no status when nothing answered', async () => {
    const { shop, handler } = await play();
    await handler.close();
    const delivery = await shop.emit('Orders.create');
    expect(delivery?.attempts).toMatchObject([{ status: null, outcome: { kind: 'broken', by: 'refused' } }]);
    expect(delivery?.verdict).toBe('repeats');
  });

  it('timed out is over: a slow handler is not called again', async () => {
    const { shop, handler } = await play();
    handler.behave({ kind: 'silent' });
    const delivery = await shop.emit('Orders.create');
    expect(delivery).toMatchObject({ verdict: 'timed-out', isPending: false, attempts: [{ status: null }] });
    expect(delivery?.attempts[0]?.ms).toBeGreaterThan(990);
    await shop.clock.advance('1d');
    expect(handler.calls).toHaveLength(1);
  });

  it('tells a fault from what the handler did', async () => {
    const { shop } = await play();
    shop.fault('status=500,times=1,name=blink');
    shop.fault('phase=before,status=503,times=1');
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('10m');
    expect(delivery?.attempts).toMatchObject([
      { status: 500, fault: 'blink', handler: { kind: 'answered', status: 204 } },
      { status: 503, fault: 'phase=before,status=503,times=1', handler: null },
      { status: 204, fault: null, handler: { kind: 'answered', status: 204 } },
    ]);
  });

  it('says why it was withdrawn', async () => {
    const { shop, handler } = await play();
    handler.behave(wrongFor(9));
    const delivery = await shop.emit('Orders.create');
    const headers = { Authorization: `Basic ${btoa(`${shop.login}:${shop.key}`)}` };
    await shop.handle(new Request('https://shop.example/api/v2/webhooks/1', { method: 'DELETE', headers }));
    expect(delivery).toMatchObject({ withdrawn: 'webhook-deleted', isPending: false, nextAttemptAt: null });
  });
});
