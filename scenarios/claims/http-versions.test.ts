import { claim, expect } from 'halfclose';
import { connectedTo, getPage, httpd } from './httpd.ts';

// RFC 9112 section 9.3: a connection persists unless the request, or the response, says `close`; in HTTP/1.0 only where
// the request says `keep-alive`. httpd: ap_set_keepalive() in modules/http/http_protocol.c.
claim('K8', { needs: 'servers' }, async ({ lab, K8 }) => {
  const server = await httpd(lab, 'httpd', { KeepAliveTimeout: 60 });
  // Each is numbered at httpd before the next one comes: it accepts none before it has something to read
  // (TCP_DEFER_ACCEPT), and one look may show several that wait.
  const connect = async (name: string, number: number) => {
    const client = await connectedTo(lab, server, name);
    await expect(server.connection(number)).toReachState('SYN_RECV');
    return client;
  };
  const http10 = await connect('http-1-0', 1);
  const http11 = await connect('http-1-1', 2);
  const kept10 = await connect('http-1-0-kept', 3);
  const closed11 = await connect('http-1-1-closed', 4);
  await getPage(http10, '1.0');
  await getPage(http11, '1.1');
  await getPage(kept10, '1.0', 'Connection: keep-alive');
  await getPage(closed11, '1.1', 'Connection: close');

  await K8.says('after the response to an HTTP/1.0 request the server closes', async () => {
    await expect(http10).toReachState('CLOSE_WAIT');
    await expect(server.connection(1)).toReachState('FIN_WAIT2');
  });
  await K8.says('after the response to an HTTP/1.1 request the connection stays', () =>
    expect(lab).toHoldStates({ 'http-1-1': 'ESTABLISHED', 'httpd/2': 'ESTABLISHED' }, { forMs: 300 }),
  );
  await K8.says('another HTTP/1.1 request is answered on it', () => getPage(http11, '1.1'));
  await K8.says('the server closes also where an HTTP/1.0 request says `keep-alive`', () =>
    expect(kept10).toReachState('CLOSE_WAIT', { withinMs: 300 }),
  );
  await K8.instead('the HTTP/1.0 connection stays, and serves another request', async () => {
    await expect(server.connection(3)).toReachState('ESTABLISHED');
    await getPage(kept10, '1.0', 'Connection: keep-alive');
    await expect(lab).toHoldStates(
      { 'http-1-0-kept': 'ESTABLISHED', 'httpd/3': 'ESTABLISHED' },
      { forMs: 300 },
    );
  });
  await K8.says('the connection stays also where an HTTP/1.1 request says `close`', () =>
    expect(closed11).toReachState('ESTABLISHED', { withinMs: 300 }),
  );
  await K8.instead('the server has closed that connection', async () => {
    await expect(closed11).toReachState('CLOSE_WAIT');
    await expect(server.connection(4)).toReachState('FIN_WAIT2');
    await expect(closed11).toHaveExchanged(['httpd FIN ACK']);
  });
});
