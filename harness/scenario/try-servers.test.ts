import { expect, test } from '@jest/globals';
import type { Backend, Host } from '../backend/backend.ts';
import { HalfcloseError } from '../model/errors.ts';
import { tryServers } from './try-servers.ts';

/** A backend whose hosts have everything but an FTP server. */
function withoutFtp(): { backend: Backend; stopped: () => boolean } {
  let stopped = false;
  const request = (_op: string, { program }: { program: string }) =>
    program === 'ftpd'
      ? Promise.reject(new HalfcloseError('PROGRAM_ENDED', 'ftpd ended; it last said:\nno module'))
      : Promise.resolve({ pid: 1 });
  const createHost = () => Promise.resolve({ agent: { request } } as unknown as Host);
  const stop = () => Promise.resolve(void (stopped = true));
  const network = { createHost, stop };
  const backend = { check: () => Promise.resolve(), createNetwork: () => Promise.resolve(network) };
  return { backend: backend as unknown as Backend, stopped: () => stopped };
}

test('each server is tried in a host that is gone afterwards, and what one lacks is told in a line', async () => {
  const { backend, stopped } = withoutFtp();
  expect(await tryServers(backend)).toMatchObject([
    { debianPackage: 'apache2-bin', lack: undefined },
    { debianPackage: 'python3-pyftpdlib', lack: 'ftpd ended; it last said: no module' },
    { debianPackage: 'curl', lack: undefined },
  ]);
  expect(stopped()).toBe(true);
});
