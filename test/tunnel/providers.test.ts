import { describe, expect, it } from 'vitest';
import { createProvider } from '../../src/tunnel/providers.ts';

const signal = new AbortController().signal;
const NOTHING = { tunnelHost: 'https://localtunnel.me', publicUrl: null };

describe('createProvider', () => {
  it('gives our own port for none', async () => {
    const provider = createProvider({ ...NOTHING, name: 'none' });
    const tunnel = await provider.open({ port: 4321, name: 'ignored', signal });
    expect([provider.name, provider.connections, tunnel.publicUrl, tunnel.isNameGranted]).toEqual([
      'none',
      null,
      'http://127.0.0.1:4321',
      true,
    ]);
    await tunnel.close();
  });

  it('gives the address of the user, without slashes at its end', async () => {
    const provider = createProvider({ ...NOTHING, name: 'public-url', publicUrl: 'https://dev.example.com//' });
    const tunnel = await provider.open({ port: 4321, name: 'ignored', signal });
    expect([provider.name, tunnel.publicUrl]).toEqual(['public-url', 'https://dev.example.com']);
    expect(provider.seenByShop.reset).toBe('unknown');
    await tunnel.close();
  });

  it('knows how many calls a localtunnel carries at once', () => {
    const provider = createProvider({ ...NOTHING, name: 'localtunnel' });
    expect([provider.name, provider.connections, provider.seenByShop.reset]).toEqual(['localtunnel', 10, 'hang']);
  });

  it.each(['cloudflared', 'ngrok'] as const)('looks for %s where it is told to', async (name) => {
    const provider = createProvider({ ...NOTHING, name });
    expect([provider.name, provider.isPlainLink, provider.canAskAgain]).toEqual([name, false, false]);
    await expect(provider.open({ port: 9, name: 'ignored', signal })).rejects.toMatchObject({
      code: 'tunnel-not-installed',
    });
  });

  it('takes a missing address and a wrong server for mistakes', () => {
    expect(() => createProvider({ ...NOTHING, name: 'public-url' })).toThrow(expect.objectContaining({ exit: 2 }));
    const wrong = { name: 'localtunnel', tunnelHost: 'nowhere', publicUrl: null } as const;
    expect(() => createProvider(wrong)).toThrow(expect.objectContaining({ code: 'tunnel-host' }));
  });
});
