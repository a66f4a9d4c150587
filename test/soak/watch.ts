/**
 * What must hold at any moment: whoever else is killed, swept or cleaned up, the webhooks of the session that lives on are
 * at the shop. In: the world. Out: how often it was looked at; one that is gone is trouble.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { webhooksAtShop } from './shop-webhooks.ts';
import type { World } from './world.ts';

const EVERY = 3000;

export async function keepWatch(world: World, isOver: () => boolean): Promise<number> {
  const wanted = webhooksOf(world);
  let looked = 0;
  while (!isOver()) {
    await pause(EVERY);
    const listed = await webhooksAtShop(world);
    if (listed === null) continue;
    looked += 1;
    const missing = wanted.filter((id) => listed.every((one) => one.id !== id));
    if (missing.length > 0) world.onTrouble(`the shop has lost webhooks ${missing.join(', ')} of a session that lives`);
  }
  return looked;
}

/** Those it was ready with: they are moved, and never made anew. */
function webhooksOf({ folder, survivor }: World): readonly number[] {
  const lines = readFileSync(folder.output(`${survivor.name}-${survivor.starts()}.out`), 'utf8').split('\n');
  const ready = lines.find((line) => line.includes('"kind":"ready"')) ?? '{"webhooks":[]}';
  return (JSON.parse(ready) as { readonly webhooks: readonly { readonly id: number }[] }).webhooks.map(({ id }) => id);
}
