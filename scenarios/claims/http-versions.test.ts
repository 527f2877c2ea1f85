import { claim, expect } from 'halfclose';
import { connectedTo, getPage, httpd } from './httpd.ts';

// RFC 9112 section 9.3: a connection persists unless the request, or the response, says `close`; in HTTP/1.0 only where
// the request says `keep-alive`. httpd: ap_set_keepalive() in modules/http/http_protocol.c.
claim('K8', { needs: 'servers' }, async ({ lab, K8 }) => {
  const server = await httpd(lab, 'httpd', { KeepAliveTimeout: 60 });
  const [http10, http11, kept10, closed11] = [
    await connectedTo(lab, server, 'http-1-0'),
    await connectedTo(lab, server, 'http-1-1'),
    await connectedTo(lab, server, 'http-1-0-kept'),
    await connectedTo(lab, server, 'http-1-1-closed'),
  ];
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
