import { describe, expect, test } from '@jest/globals';
import { checkOptions } from './options.ts';

const target = { host: '10.0.0.1', port: 7000 };

describe('options that are right', () => {
  test.each<[Parameters<typeof checkOptions>[0], unknown]>([
    ['host', {}],
    ['host', { name: 'client-2', sysctls: { 'net.ipv4.tcp_fin_timeout': 1, 'net.ipv4.tcp_sack': '0' } }],
    ['server', {}],
    ['server', { port: 65_535, backlog: 0, family: 'ipv6', onFin: 'ignore', reading: 'paused', linger: 0 }],
    ['server', { ownProcess: true }],
    ['client', { to: target, localPort: 1 }],
    ['proxy', { to: target, port: 7001 }],
    ['proxy', { to: target, engine: 'toxiproxy' }],
    ['program', { command: ['apache2', '-X'], files: { 'a/..b': '', c: Buffer.of(1) }, listens: 80 }],
    ['program', { command: ['curl'], listens: [21, 2020], connectsTo: [target], withinMs: 1 }],
  ])('lab.%s(%j)', (kind, options) => {
    expect(() => checkOptions(kind, options)).not.toThrow();
  });
});

describe('options that are wrong are named, with what was given', () => {
  test.each<[Parameters<typeof checkOptions>[0], unknown, string]>([
    ['server', { port: 0 }, '"code":"INVALID_OPTION"'],
    ['server', { port: 0 }, 'option `port`'],
    ['server', { port: '7000' }, 'got "7000"'],
    ['server', { backlog: -1 }, 'got -1'],
    ['server', { linger: 5 }, 'option `linger`'],
    ['server', { onFin: 'FIN' }, 'option `onFin`'],
    ['server', { on: {} }, 'must be a host of this lab'],
    ['server', { sysctls: { a: true } }, 'option `sysctls.a`'],
    ['host', { sysctls: { 'net.ipv4.tcp_mem': '1 2 3' } }, 'one for the whole machine'],
    ['client', { to: target, sysctls: { 'net.ipv4.tcp_max_orphans': 1 } }, 'one for the whole machine'],
    ['rawSocket', { sysctls: { 'kernel.hostname': 'x' } }, "is not one of a host's own"],
    ['rawSocket', { family: 'ipx' }, 'option `family`'],
    ['client', { to: 'server' }, 'option `to`'],
    ['client', { name: 'Client 1' }, 'a name is lower-case letters, digits and dashes'],
    ['proxy', {}, 'option `to`'],
    ['proxy', { to: target, engine: 'squid' }, 'option `engine`'],
    ['program', { command: [] }, 'option `command`'],
    ['program', { command: ['x'], files: { '../passwd': '' } }, 'a file is in the folder of its program'],
    ['program', { command: ['x'], files: { '/etc/passwd': '' } }, 'a file is in the folder of its program'],
    ['program', { command: ['x'], listens: [] }, 'option `listens`'],
    ['host', null, 'lab.host()'],
  ])('lab.%s(%j): %s', (kind, options, said) => {
    let error: unknown;
    try {
      checkOptions(kind, options);
    } catch (thrown) {
      error = thrown;
    }
    const { code, message } = error as { code: string; message: string };
    expect(`${JSON.stringify({ code, of: kind })} ${message}`).toContain(said);
  });

  test('one that does not exist, with those that do', () => {
    expect(() => checkOptions('host', { sysctl: {} })).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_OPTION',
        message: 'lab.host() has no option `sysctl`\n  it takes: name, sysctls',
      }),
    );
  });
});
