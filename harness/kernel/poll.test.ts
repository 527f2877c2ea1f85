import { once } from 'node:events';
import { closeSync } from 'node:fs';
import net from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { AF_INET, SOCK_STREAM } from './constants.ts';
import { call, poll } from './libc.ts';
import { addressOfEnd, encodeSocketAddress } from './socket-address.ts';

test('a descriptor is watched for as long as nobody says otherwise, also where nobody refers to its watch', async () => {
  const fd = call('socket', AF_INET, SOCK_STREAM, 0);
  const any = encodeSocketAddress({ address: '127.0.0.1', port: 0 });
  call('bind', fd, any, any.length);
  call('listen', fd, 1);
  const { promise: readable, resolve } = Promise.withResolvers<unknown>();
  const watch = new WeakRef(poll(fd, { readable: true, writable: false }, () => resolve(undefined)));
  await new Promise(setImmediate); // a WeakRef keeps its target to the end of the turn
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const client = net.connect(addressOfEnd('getsockname', fd).port, '127.0.0.1');
  await readable;
  watch.deref()?.[Symbol.dispose]();
  client.destroy();
  await once(client, 'close');
  closeSync(fd);
  expect(client.destroyed).toBe(true);
});
