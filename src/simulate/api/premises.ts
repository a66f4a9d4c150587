/**
 * Where the shop can be reached. In: the REST function. Out: addresses on 127.0.0.1; after a move a new one, while every
 * earlier one answers 301 with the newest. All are closed together.
 */
import { movedResponse, type Moved, type MovedForm } from './moved.ts';
import type { Rest } from './rest.ts';
import { serveRest, type ServedShop, type ServeOptions } from './serve.ts';

export interface MoveOptions {
  /** Default: any that is free. */
  readonly port?: number;
  /** Default: `both`. */
  readonly form?: MovedForm;
}

export interface Premises {
  /** One more address of the shop. Throws `Failure` (exit 3) when the port cannot be had. */
  serve(options: ServeOptions): Promise<ServedShop>;
  /**
   * A new address; every earlier one answers 301 from now on. Throws `Failure` (exit 3) when the port cannot be had, and
   * then the shop stays where it was.
   */
  move(options?: MoveOptions): Promise<ServedShop>;
  close(): Promise<void>;
}

interface Address {
  readonly served: ServedShop;
  readonly leave: (to: Moved) => void;
}

/** What is not said of an address is as in `defaults`. */
export function createPremises(rest: Rest, defaults: Pick<ServeOptions, 'keepsAlive'> = {}): Premises {
  const addresses = new Set<Address>();
  const open = async (options: ServeOptions): Promise<ServedShop> => {
    const address = await openAddress(rest, { ...defaults, ...options });
    addresses.add(address);
    return address.served;
  };
  return {
    serve: open,
    async move({ port = 0, form = 'both' } = {}) {
      const earlier = [...addresses];
      const served = await open({ port });
      for (const address of earlier) address.leave({ apiUrl: served.apiUrl, form });
      return served;
    },
    async close() {
      await Promise.all([...addresses].map((address) => address.served.close()));
    },
  };
}

async function openAddress(rest: Rest, options: ServeOptions): Promise<Address> {
  let moved: Moved | null = null;
  const served = await serveRest(
    async (request) => (moved === null ? await rest(request) : movedResponse(request.url, moved)),
    options,
  );
  return {
    served,
    leave(to) {
      moved = to;
    },
  };
}
