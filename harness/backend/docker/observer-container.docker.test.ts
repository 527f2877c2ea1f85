import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect } from '@jest/globals';
import { OBSERVER_SCRIPT } from '../../observe/trace/observer-script.ts';
import { Tracer } from '../../observe/trace/tracer.ts';
import { testWhere } from '../../scenario/fixtures/test-where.ts';
import { connectEngine, type Engine } from './engine.ts';
import { requireHostImage } from './host-image.ts';
import { startObserverContainer } from './observer-container.ts';

const THIS_BOOT = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

// Labs have it where this is not root, or the engine is not here. An engine mounts what its own machine has mounted.
testWhere(
  ['test', '-d', '/sys/kernel/tracing/instances'],
  'tracefs is not mounted on /sys/kernel/tracing',
  'trace',
)('in a container without a capability the kernel is traced, and nothing is left', async () => {
  const engine = await connectEngine();
  const image = await requireHostImage(engine.docker);
  const name = `halfclose-test-${randomBytes(4).toString('hex')}`;
  const streams = await startObserverContainer(engine, image, [OBSERVER_SCRIPT, name]);
  const ended = once(streams.stdout, 'close');
  const tracer = await Tracer.start(streams, new Map(), () => undefined);
  expect([tracer.boot, tracer.gap]).toEqual([THIS_BOOT, undefined]);
  expect(tracer.resetReasons).toContain('TCP_STATE');
  await tracer.flush();
  tracer.stop();
  await ended;
  await expect(instancesSeen(engine, image)).resolves.not.toContain(name);
});

async function instancesSeen(engine: Engine, image: string): Promise<string> {
  const { stdin, stdout } = await startObserverContainer(engine, image, [
    'ls /sys/kernel/tracing/instances',
    'ls',
  ]);
  stdin.end();
  return text(stdout);
}
