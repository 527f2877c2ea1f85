import { claim, expect } from 'halfclose';
import { connectedTo, getPage, httpd, timeOf } from './httpd.ts';

/** What an httpd that is told nothing says of itself. */
const DEFAULTS = /^Keep-Alive: timeout=(\d+), max=(\d+)\r$/m;

// httpd's documentation, mod core: KeepAlive, KeepAliveTimeout, MaxKeepAliveRequests. ap_set_keepalive() in
// modules/http/http_protocol.c compares the limit with the responses before this one, and so answers one more.
claim('K7', { needs: ['servers', 'trace'] }, async ({ lab, K7 }) => {
  const plain = await httpd(lab, 'httpd-plain');
  const told = await getPage(await connectedTo(lab, plain, 'asks'), '1.1', 'Connection: keep-alive');
  const [, timeout = '', max = ''] = DEFAULTS.exec(told) ?? [];
  const readFrom = 'the Keep-Alive header of an httpd that is told nothing';
  K7.scaled('KeepAliveTimeout', { here: '1 s', byDefault: `${timeout} s`, readFrom });
  K7.scaled('MaxKeepAliveRequests', { here: '3', byDefault: max, readFrom });

  const off = await httpd(lab, 'httpd-off', { KeepAlive: 'Off' });
  const short = await httpd(lab, 'httpd-short', { KeepAliveTimeout: 1 });
  const few = await httpd(lab, 'httpd-few', { MaxKeepAliveRequests: 3, KeepAliveTimeout: 60 });
  const [once, idle, busy] = [
    await connectedTo(lab, off, 'once'),
    await connectedTo(lab, short, 'idle'),
    await connectedTo(lab, few, 'busy'),
  ];

  await getPage(idle, '1.1');
  const answeredAt = lab.now();
  await getPage(once, '1.1');
  await K7.says('without KeepAlive the server closes after a response', async () => {
    await expect(once).toReachState('CLOSE_WAIT');
    await expect(off.connection(1)).toReachState('FIN_WAIT2');
  });
  await K7.says('with it the server closes after KeepAliveTimeout without a request', async () => {
    await expect(idle).toReachState('CLOSE_WAIT');
    await expect(short.connection(1)).toReachState('FIN_WAIT2');
    expect(timeOf(short.connection(1), 'FIN_WAIT1') - answeredAt).toBeGreaterThan(900);
  });

  await getPage(busy, '1.1', 'Connection: keep-alive');
  await getPage(busy, '1.1', 'Connection: keep-alive');
  const third = await getPage(busy, '1.1', 'Connection: keep-alive');
  await K7.says('with MaxKeepAliveRequests 3 the server closes after the third', async () => {
    expect(third).toMatch(/^Connection: close\r$/m);
    await expect(busy).toReachState('CLOSE_WAIT');
  });
  await K7.instead('it answers a fourth, and closes after that', async () => {
    expect(third).toMatch(/^Keep-Alive: timeout=60, max=1\r$/m);
    await expect(few.connection(1)).toReachState('ESTABLISHED');
    expect(await getPage(busy, '1.1', 'Connection: keep-alive')).toMatch(/^Connection: close\r$/m);
    await expect(busy).toReachState('CLOSE_WAIT');
    await expect(few.connection(1)).toReachState('FIN_WAIT2');
  });
  await K7.says('whenever it closes, the server is the end that does so first', async () => {
    for (const server of [off, short, few]) {
      await expect(server.connection(1)).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2']);
    }
  });
});
