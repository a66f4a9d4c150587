/**
 * The simulated shop's API at another address. In: a shop, a form of the old address's answer, a port. Out: the new address,
 * in one sentence.
 */
import type { MovedForm } from '../../../simulate/api/moved.ts';
import type { SimulatedShop } from '../../../simulate/shop.ts';
import { checkNumber } from './numbers.ts';

export interface MoveWish {
  readonly form: MovedForm;
  /** Null: any that is free. */
  readonly port: number | null;
}

const FORMS: Readonly<Record<MovedForm, string>> = {
  body: '301 with api_url in the body and no Location',
  location: '301 with Location and no body',
  both: '301 with Location, and api_url in the body',
};

/** Throws `Failure`: exit 2 for a port that is none, 3 for one that cannot be had; then the shop stays where it was. */
export async function moveAway(shop: Pick<SimulatedShop, 'move'>, { form, port }: MoveWish): Promise<string> {
  checkNumber('--port', port ?? 0, { min: 0, max: 65_535 });
  const { apiUrl } = await shop.move({ form, port: port ?? 0 });
  return `The shop has moved to ${apiUrl}. Every earlier address answers ${FORMS[form]}.`;
}
