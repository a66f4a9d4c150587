/**
 * The control door of a simulated shop that runs alone. In: the shop and how it is asked. Out: a door; or a notice and none,
 * since a shop that nobody can speak to still does all that it is for.
 */
import { Failure } from '../../core/failure.ts';
import type { Instant } from '../../core/instant.ts';
import type { NoticeRecord } from '../../core/record.ts';
import { newMarkerId } from '../../register/machine.ts';
import { openDoor, type Door } from '../../session/control/door.ts';
import { shopStateLine, type ShopAbout } from '../../session/control/shop-state.ts';
import type { Shopkeeper } from '../../session/shopkeeper.ts';
import type { SimulateSettings } from '../../settings/simulate.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';

export interface ShopDoor {
  readonly session: string;
  readonly door: Door;
}

export interface ShopDoorOptions {
  readonly settings: SimulateSettings;
  readonly shop: SimulatedShop;
  readonly keeper: Shopkeeper;
  readonly now: () => Instant;
  readonly about: () => Pick<ShopAbout, 'apiUrl' | 'scenario' | 'stateFile'>;
  readonly notice: (notice: Pick<NoticeRecord, 'level' | 'code' | 'text'>) => void;
  readonly log: (text: string) => void;
}

export async function openShopDoor(options: ShopDoorOptions): Promise<ShopDoor | null> {
  const { settings, shop, keeper, now, about, notice, log } = options;
  const { dataDir, stateDir } = settings.places;
  const [session, startedAt, { pid }] = [newMarkerId(), now(), process];
  try {
    const door = await openDoor({
      folders: settings.controlFolders,
      stateDir,
      dataDir,
      what: 'shop',
      session,
      shop: shop.shopName,
      ask: (intention, asking) => keeper.ask(intention, asking),
      state: () => shopStateLine(shop, { ...about(), session, pid, now: now(), startedAt }),
      now,
      log,
    });
    return { session, door };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const text = `${error.message} The shop goes on without: upgates-dev control cannot speak to it.`;
    notice({ level: 'warning', code: 'no-control-door', text });
    return null;
  }
}
