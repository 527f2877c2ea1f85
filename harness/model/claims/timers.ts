import type { Claim } from './claim.ts';

/** What the articles say of: timers, dead peers, options. */
export const TIMERS: readonly Claim[] = [
  { id: 'K1', says: 'Pull the cable and Linux still shows the connection as established.', sources: 'A' },
  {
    id: 'K2',
    says: 'SO_KEEPALIVE notices it.',
    sources: 'A B',
    truth:
      'It does at an idle end; while data waits for its acknowledgement nothing is probed, and only its retransmission running out (tcp_retries2) ends the connection.',
  },
  {
    id: 'K3',
    says: 'Keepalive: first probe after 2 h idle, then every 75 s; 10 probes (B), or 9, about 11 minutes (D).',
    sources: 'B D',
    truth:
      'It is 9 probes as D says, not 10: the first after 2 h, then one every 75 s, and the end 75 s after the last, 11 min 15 s after the first.',
  },
  { id: 'K4', says: 'Keepalive probing can be tuned by tcp_keepalive_time, _intvl, _probes.', sources: 'D' },
  {
    id: 'K5',
    says: 'A load balancer with an idle timeout (300 s in D) drops an idle connection that both ends still believe in.',
    sources: 'D',
  },
  {
    id: 'K6',
    says: "A load balancer's own TIME_WAIT time (2,000 ms in D) and keepalive interval (1,800 ms) are separate from the kernel's.",
    sources: 'D',
    truth:
      'True of what it keeps itself, and of the keepalive times that it gives its sockets; but one that is a program on Linux has its kernel’s TIME_WAIT, 60 s that nothing changes.',
  },
  {
    id: 'K7',
    says: 'Apache httpd: KeepAlive On, MaxKeepAliveRequests 100, KeepAliveTimeout 15 decide when the server closes.',
    sources: 'D',
    truth:
      'They do, but MaxKeepAliveRequests counts the requests after which the connection stays: one more is answered, and then the server closes.',
  },
  {
    id: 'K8',
    says: 'HTTP/1.0 closes after each response, HTTP/1.1 keeps the connection.',
    sources: 'D',
    truth:
      'These are defaults only: the request decides, since HTTP/1.0 with “Connection: keep-alive” stays open and HTTP/1.1 with “Connection: close” is closed.',
  },
  {
    id: 'K9',
    says: "The conntrack timeouts for TIME_WAIT, CLOSE_WAIT and FIN_WAIT (120/60/120 s) are settings of their own beside TCP's.",
    sources: 'C',
  },
  {
    id: 'K10',
    says: 'SO_REUSEPORT lets two listeners share a port; SO_REUSEADDR alone does not.',
    sources: 'C',
  },
];
