/**
 * Where a test's shop can be reached. In: the wish to be served or moved. Out: the newest address, opened once.
 */
import type { MovedForm } from '../simulate/api/moved.ts';
import type { ServedShop } from '../simulate/api/serve.ts';
import type { SimulatedShop } from '../simulate/shop.ts';

/** Where the shop's REST API is, and who may call it. */
export interface ShopApi {
  /** Such as `http://127.0.0.1:40123/api/v2`. */
  readonly url: string;
  readonly login: string;
  readonly key: string;
}

export interface Address {
  serve(): Promise<ShopApi>;
  move(form: MovedForm): Promise<ShopApi>;
  /** How the addresses that were left answer; null when none was. */
  movedForm(): MovedForm | null;
}

export function createAddress(shop: Pick<SimulatedShop, 'login' | 'key' | 'serve' | 'move'>): Address {
  let newest: Promise<ServedShop> | null = null;
  let movedForm: MovedForm | null = null;
  const apiAt = ({ apiUrl }: ServedShop): ShopApi => ({ url: apiUrl, login: shop.login, key: shop.key });
  return {
    async serve() {
      newest ??= shop.serve({ port: 0 });
      return apiAt(await newest);
    },
    async move(form) {
      // What is being opened now is to be left too.
      await newest;
      const served = await shop.move({ form });
      newest = Promise.resolve(served);
      movedForm = form;
      return apiAt(served);
    },
    movedForm: () => movedForm,
  };
}
