import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../model/protocol.ts';
import { RequestError } from './failure.ts';
import { checkParams, readRequest } from './requests.ts';

const policy = { onFin: 'close', reading: 'on' };
const listen = { socket: 's', address: '10.0.0.1', port: 7000, backlog: 1, policy };
const connect = { socket: 'c', to: { address: '10.0.0.1', port: 7000 }, policy };
const selection = { from: { addresses: ['10.0.0.1'], port: 7000 }, to: { addresses: [] }, flags: ['FIN'] };
const chosen = { ...selection, without: [], position: { nth: 3 }, payload: { min: 1, max: 9 }, asks: false };
const arm = { fault: 'f', selection: chosen, action: { kind: 'drop' }, seed: 1 };
const [here, there] = [
  { address: '10.0.0.1', port: 1 },
  { address: '10.0.0.2', port: 2 },
];
const forged = { from: here, to: there, flags: ['RST'], seq: 2 ** 32 - 1, ack: 0, window: 0, base64: '' };
const to = { address: '10.0.0.1', port: 7000 };
const flood = { to, count: 7_314, addresses: 7_314, taken: 0, seed: 1 };
const ends = { local: to, peer: { ...to, port: 1 } };
const option = { socket: 's', option: 'SO_LINGER', value: { onOff: true, seconds: 5 } };
const program = { program: 'p', command: ['apache2'], files: { 'httpd.conf': '' }, withinMs: 1 };
const http = { method: 'GET', path: '/proxies', headers: {}, body: '' };

/** Every operation, with parameters it takes and parameters it does not. */
const OPERATIONS: { readonly [O in Operation]: { valid: readonly unknown[]; invalid: readonly unknown[] } } =
  {
    hello: { valid: [{}], invalid: [{ x: 1 }, undefined, null, []] },
    tools: { valid: [{}], invalid: [{ x: 1 }] },
    addIpv6Address: {
      valid: [{ device: 'eth0', address: 'fd00::2/64' }],
      invalid: [{}, { device: '', address: 'fd00::2/64' }, { device: 'eth0' }],
    },
    configure: {
      valid: [{ sysctls: {} }, { sysctls: { 'net.ipv4.tcp_fin_timeout': '1' } }],
      invalid: [{}, { sysctls: { a: 1 } }],
    },
    readSysctl: { valid: [{ name: 'net.ipv4.tcp_retries2' }], invalid: [{}, { name: '' }] },
    spawn: { valid: [{ process: 'p' }], invalid: [{}, { process: 1 }] },
    kill: {
      valid: [{ process: 'p', signal: 'SIGKILL' }],
      invalid: [{ process: 'p' }, { process: 'p', signal: 9 }],
    },
    listen: {
      valid: [listen, { ...listen, port: 0, backlog: 0 }, { ...listen, policy: { ...policy, linger: 0 } }],
      invalid: [
        { ...listen, port: 65_536 },
        { ...listen, port: -1 },
        { ...listen, port: 1.5 },
        { ...listen, backlog: -1 },
        { ...listen, socket: '' },
        { ...listen, policy: { ...policy, linger: 1 } },
        { ...listen, policy: { ...policy, onFin: 'maybe' } },
        { ...listen, policy: { onFin: 'close' } },
        { ...listen, extra: true },
      ],
    },
    connect: {
      valid: [connect, { ...connect, localAddress: '::1', localPort: 1 }, { ...connect, process: 'p' }],
      invalid: [
        { ...connect, to: '10.0.0.1:7000' },
        { ...connect, localPort: '1' },
        { socket: 'c', policy },
      ],
    },
    write: {
      valid: [{ socket: 'c', base64: '' }],
      invalid: [{ socket: 'c' }, { socket: 'c', base64: null }],
    },
    read: { valid: [{ socket: 'c', reading: 'paused' }], invalid: [{ socket: 'c', reading: 'off' }] },
    sendFin: { valid: [{ socket: 'c' }], invalid: [{}, { socket: 'c', how: 'now' }] },
    close: { valid: [{ socket: 'c' }], invalid: [{ socket: '' }] },
    reset: { valid: [{ socket: 'c' }], invalid: [{ socket: 7 }] },
    sequenceNumbers: { valid: [{ socket: 'c' }], invalid: [{}, { socket: 'c', of: 'both' }] },
    cadence: {
      valid: [
        { pauseMs: 5, watched: true },
        { pauseMs: 0.5, watched: false },
      ],
      invalid: [{ pauseMs: 0, watched: true }, { pauseMs: '5', watched: true }, { pauseMs: 5 }, {}],
    },
    look: { valid: [{ whileWatched: true }], invalid: [{}, { whileWatched: 1 }] },
    announce: { valid: [ends], invalid: [{}, { local: to }, { ...ends, peer: { port: 1 } }] },
    counters: { valid: [{}], invalid: ['all'] },
    countersMoved: { valid: [{}], invalid: [{ since: 1 }] },
    captureStart: { valid: [{}], invalid: [{ filter: 'tcp' }] },
    captureCounts: { valid: [{}], invalid: [[]] },
    proxyStart: { valid: [{ seed: 0 }, { seed: -5 }], invalid: [{}, { seed: 0.5 }] },
    proxyHttp: {
      valid: [http],
      invalid: [
        { ...http, headers: { a: 1 } },
        { ...http, body: undefined },
      ],
    },
    toxiproxyStart: {
      valid: [{ port: 8474 }, { port: 8474, program: '/bin/toxiproxy-server' }],
      invalid: [{}, { port: '8474' }, { port: 8474, program: '' }],
    },
    wireArm: {
      valid: [
        arm,
        { ...arm, action: { kind: 'delay', ms: 10, jitterMs: 0 } },
        { ...arm, action: { kind: 'reject', with: 'port-unreachable' } },
        { ...arm, action: { kind: 'forget', afterMs: 5, then: 'rst' } },
      ],
      invalid: [
        { ...arm, fault: '' },
        { ...arm, action: { kind: 'vanish' } },
        { ...arm, action: { kind: 'delay', ms: -1, jitterMs: 0 } },
        { ...arm, action: { kind: 'lose', probability: 2 } },
        { ...arm, selection: { ...chosen, flags: ['NO'] } },
        { ...arm, selection: { ...chosen, position: { nth: 0 } } },
      ],
    },
    programStart: {
      valid: [program, { ...program, port: 80 }, { ...program, files: { 'htdocs/..hidden': '' } }],
      invalid: [
        { ...program, command: [] },
        { ...program, port: 0 },
        { ...program, files: { '../passwd': '' } },
        { ...program, files: { '/etc/passwd': '' } },
        { ...program, withinMs: 0 },
      ],
    },
    programKill: {
      valid: [{ program: 'p', signal: 'SIGTERM' }],
      invalid: [{ program: 'p' }, { program: 'p', signal: 'SIGSTOP' }],
    },
    wireLift: { valid: [{ fault: 'f' }], invalid: [{}] },
    wireHeld: { valid: [{ fault: 'f' }], invalid: [{}] },
    wireRelease: {
      valid: [
        { fault: 'f', reversed: false, discard: false },
        { fault: 'f', places: [2, 1], reversed: true, discard: true },
      ],
      invalid: [{ fault: 'f' }, { fault: 'f', places: [0], reversed: false, discard: false }],
    },
    wireAnswer: { valid: [{ question: 1, selected: true }], invalid: [{ question: 1 }] },
    wireForge: {
      valid: [{ segment: forged }, { segment: { ...forged, timestamps: { value: 1, echo: 0 } } }],
      invalid: [
        { segment: { ...forged, seq: 2 ** 32 } },
        { segment: { ...forged, seq: -1 } },
        { segment: { ...forged, timestamps: { value: 1 } } },
      ],
    },
    wireFlood: {
      valid: [{ flood }, { flood: { ...flood, count: 20_000, addresses: 1, seed: -1 } }],
      invalid: [
        { flood: { ...flood, count: 0 } },
        { flood: { ...flood, count: 20_001 } },
        { flood: { ...flood, addresses: 0 } },
        { flood: { ...flood, taken: -1 } },
        { flood: { ...flood, to: 'server' } },
      ],
    },
    wireNumbers: { valid: [{ from: here, to: there }], invalid: [{ from: here }] },
    wireHealth: { valid: [{}], invalid: [{ x: 1 }] },
    rawSocket: {
      valid: [{ socket: 's', family: 'ipv6' }],
      invalid: [{ socket: 's' }, { socket: 's', family: 6 }],
    },
    rawBind: {
      valid: [
        { socket: 's', to },
        { socket: 's', to: { address: '::', port: 0 } },
      ],
      invalid: [
        { socket: 's', to: { address: 'server', port: 1 } },
        { socket: 's', to: { ...to, port: 65_536 } },
      ],
    },
    rawListen: { valid: [{ socket: 's', backlog: 0 }], invalid: [{ socket: 's', backlog: -1 }] },
    rawAccept: {
      valid: [{ socket: 's', as: 's/1', withinMs: 0 }],
      invalid: [
        { socket: 's', withinMs: 0 },
        { socket: 's', as: 's/1', withinMs: -1 },
      ],
    },
    rawConnect: { valid: [{ socket: 's', to, withinMs: 0.5 }], invalid: [{ socket: 's', to }] },
    rawDisconnect: { valid: [{ socket: 's' }], invalid: [{}] },
    rawSend: {
      valid: [
        { socket: 's', base64: '', withinMs: 1 },
        { socket: 's', base64: '', withinMs: 1, urgent: true },
      ],
      invalid: [{ socket: 's', bytes: 'x', withinMs: 1 }],
    },
    rawReceive: {
      valid: [{ socket: 's', length: 1, withinMs: 1 }],
      invalid: [{ socket: 's', length: 0, withinMs: 1 }],
    },
    rawShutdown: { valid: [{ socket: 's', how: 'both' }], invalid: [{ socket: 's', how: 'SHUT_RD' }] },
    rawClose: {
      valid: [
        { socket: 's', withinMs: 1 },
        { socket: 's', withinMs: 1, blocking: true },
      ],
      invalid: [{ socket: 's' }, { socket: 's', withinMs: 1, blocking: 1 }],
    },
    setOption: {
      valid: [option, { socket: 's', option: 'TCP_NODELAY', value: true }],
      invalid: [
        { ...option, value: 5 },
        { ...option, value: { onOff: 1, seconds: 5 } },
        { ...option, option: 'TCP_TELEPATHY' },
        { ...option, option: 'toString' },
        { ...option, option: 'SO_ERROR', value: 0 },
        { socket: 's', option: 'TCP_SYNCNT' },
      ],
    },
    getOption: {
      valid: [{ socket: 's', option: 'SO_ERROR' }],
      invalid: [{ socket: 's', option: 'TCP_TELEPATHY' }],
    },
    abort: { valid: [ends, { local: to }], invalid: [{ peer: to }, { ...ends, peer: 'anybody' }] },
    wireTry: { valid: [{}], invalid: [{ x: 1 }] },
    toxiproxyHttp: { valid: [http], invalid: [{ ...http, path: 1 }] },
  };

const cases = (which: 'valid' | 'invalid') =>
  Object.entries(OPERATIONS).flatMap(([op, params]) =>
    params[which].map((example) => [op as Operation, example] as const),
  );

describe('parameters', () => {
  test.each(cases('valid'))('%s takes %j', (op, params) => {
    expect(checkParams(op, params)).toEqual(params);
  });

  test.each(cases('invalid'))('%s refuses %j', (op, params) => {
    expect(() => checkParams(op, params)).toThrow(RequestError);
    expect(() => checkParams(op, params)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringMatching(`^${op}: `) }),
    );
  });

  test('a refusal names what is wrong', () => {
    expect(() => checkParams('listen', { ...listen, port: 70_000 })).toThrow(/port/);
  });
});

describe('a line', () => {
  test('is a request', () => {
    expect(readRequest('{"id":1,"op":"look","params":{}}')).toEqual({ id: 1, op: 'look', params: {} });
  });

  test.each([
    ['', 'not JSON'],
    ['hello', 'not JSON: hello'],
    ['{"id":1,', 'not JSON'],
    ['[]', 'not a request'],
    ['{"id":"1","op":"look","params":{}}', 'not a request'],
    ['{"id":1,"params":{}}', 'not a request'],
    ['{"id":1,"op":"dance","params":{}}', 'no operation is called `dance`'],
    ['{"id":1,"op":"toString","params":{}}', 'no operation is called `toString`'],
    ['{"id":1,"op":"__proto__","params":{}}', 'no operation is called `__proto__`'],
  ])('such as %j is refused', (line, why) => {
    expect(() => readRequest(line)).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_ERROR', message: expect.stringContaining(why) }),
    );
  });

  test('whatever it holds, is a request or a RequestError', () => {
    const almost = fc.record({
      id: fc.oneof(fc.integer(), fc.jsonValue()),
      op: fc.oneof(fc.constantFrom(...Object.keys(OPERATIONS)), fc.string()),
      params: fc.oneof(fc.constantFrom(...cases('valid').map(([, params]) => params)), fc.jsonValue()),
    });
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      almost.map((request) => JSON.stringify(request)),
    );
    fc.assert(
      fc.property(line, (text) => {
        try {
          const { op, params } = readRequest(text);
          checkParams(op, params);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
