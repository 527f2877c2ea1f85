import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import type { AgentEvent } from '../model/protocol.ts';
import { openAgentChannel } from './agent-channel.ts';

function openPair() {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const channel = openAgentChannel({ stdin, stdout, stderr, describe: 'client (pid 1)' });
  return { stdin, stdout, stderr, channel };
}

describe('agent channel', () => {
  test('replies find their requests, whatever their order', async () => {
    const { stdout, channel } = openPair();
    const first = channel.request('hello', {});
    const second = channel.request('counters', {});
    stdout.write('{"id":2,"ok":true,"result":{"counters":{}}}\n{"id":1,"ok":true,"result":{"pid":5}}\n');
    expect(await first).toMatchObject({ pid: 5 });
    expect(await second).toEqual({ counters: {} });
    stdout.end();
  });

  test('events come unasked', async () => {
    const { stdout, channel } = openPair();
    const event = new Promise<AgentEvent>((resolve) => channel.onEvent(resolve));
    stdout.write('{"event":"app","at":3,"socket":"client","kind":"connected"}\n');
    expect(await event).toMatchObject({ kind: 'connected' });
  });

  test('a failure is typed: a port in use is ADDRESS_IN_USE', async () => {
    const { stdout, channel } = openPair();
    const listening = channel.request('listen', {
      ...{ socket: 's', address: '127.0.0.1', port: 7000, backlog: 1 },
      policy: { onFin: 'close', reading: 'on' },
    });
    stdout.write(
      '{"id":1,"ok":false,"error":{"code":"EADDRINUSE","message":"address already in use","syscall":"listen"}}\n',
    );
    await expect(listening).rejects.toMatchObject({ code: 'ADDRESS_IN_USE' });
    await expect(listening).rejects.toThrow(
      /host client \(pid 1\), listen \(listen\): address already in use\n {2}choose another port/,
    );
  });

  test('an agent that ends takes its requests with it, and its last words are kept', async () => {
    const { stdout, stderr, channel } = openPair();
    const died = new Promise<Error>((resolve) => channel.onDeath(resolve));
    const asked = channel.request('hello', {});
    stderr.write('out of memory');
    await new Promise(setImmediate);
    stdout.end();
    await expect(asked).rejects.toMatchObject({
      code: 'AGENT_DIED',
      message: expect.stringContaining('out of memory') as unknown,
    });
    expect(await died).toMatchObject({ code: 'AGENT_DIED' });
    await expect(channel.request('hello', {})).rejects.toMatchObject({ code: 'AGENT_DIED' });
  });

  test('an agent that ends because it was told to has not died', async () => {
    const { stdin, stdout, channel } = openPair();
    let deaths = 0;
    channel.onDeath(() => deaths++);
    channel.close();
    await text(stdin);
    stdout.end();
    await new Promise(setImmediate);
    expect(deaths).toBe(0);
  });

  test.each([
    ['not JSON', 'hello world'],
    ['a reply without its verdict', '{"id":1}'],
    ['an event of no known kind', '{"event":"mood","at":1}'],
    [
      'a state that does not exist',
      '{"event":"look","at":1,"before":0,"looks":1,"errors":0,"seen":[{"local":{"address":"a","port":1},"peer":{"address":"a","port":1},"state":"HAPPY"}]}',
    ],
  ])('a line that is %s ends the conversation with PROTOCOL_ERROR', async (_what, line) => {
    const { stdout, channel } = openPair();
    const died = new Promise<Error>((resolve) => channel.onDeath(resolve));
    const asked = channel.request('hello', {});
    stdout.write(`${line}\n`);
    await expect(asked).rejects.toMatchObject({
      code: 'PROTOCOL_ERROR',
      message: expect.stringContaining(line.slice(0, 50)) as unknown,
    });
    expect(await died).toMatchObject({ code: 'PROTOCOL_ERROR' });
  });
});
