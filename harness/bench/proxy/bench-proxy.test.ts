import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { builtFile } from '../../backend/package-files.ts';
import { locateToxiproxy } from '../../backend/toxiproxy-program.ts';
import { API_VERSION } from '../../proxy/api/routes.ts';
import { toxicType } from '../../proxy/toxics/registry.ts';
import { testIf } from '../../scenario/fixtures/test-where.ts';
import { contenders, type ContenderName } from './contenders.ts';
import { Load } from '../load/load.ts';
import type { Figure } from './measurement.ts';
import { measurements } from './measurements/all.ts';
import type { Figures } from '../values.ts';
import { run } from './run.ts';

// Every measurement is taken once, for real: on a busy machine that is no matter of seconds.
jest.setTimeout(60_000);

const HAS_TOXIPROXY = locateToxiproxy() !== undefined;
const testWithToxiproxy = testIf(() => HAS_TOXIPROXY, 'no Toxiproxy here', 'toxiproxy');

const FEW = measurements({
  bytes: 1e6,
  connections: 3,
  roundTrips: 10,
  idleConnections: 5,
  setUps: 10,
  latencyMs: 20,
  bandwidthMs: 2,
});
const ROWS: readonly Figure[] = FEW.flatMap(({ figures }) => figures);
const SOME = { median: expect.any(Number), min: expect.any(Number), max: expect.any(Number) };

async function figuresOf(name: ContenderName): Promise<Figures | undefined> {
  const only = contenders().filter((contender) => contender.name === name);
  const { figures } = await run({ contenders: only, measurements: FEW, rounds: 1, tell: () => undefined });
  // JSON has no NaN and no Infinity.
  expect(JSON.stringify(figures)).not.toContain('null');
  return figures[name];
}

function expected(figure: (row: Figure) => unknown): Record<string, unknown> {
  return Object.fromEntries(ROWS.map((row) => [row.name, figure(row)]));
}

describe('every measurement gives every figure', () => {
  const bandwidth = toxicType('bandwidth') ? SOME : 'not run: no bandwidth toxic';

  test('of ours', async () => {
    expect(await figuresOf('ours')).toEqual(
      expected(({ name }) => (name.startsWith('bandwidth') ? bandwidth : SOME)),
    );
  });

  test('of no proxy, where it makes sense', async () => {
    const figures = await figuresOf('direct');
    expect(Object.keys(figures ?? {})).toEqual([
      'throughput1MBps',
      'throughput3MBps',
      'roundTripP50Us',
      'roundTripP99Us',
      'connectionsPerSecond',
    ]);
    for (const figure of Object.values(figures ?? {})) expect(figure).toEqual(SOME);
  });

  testWithToxiproxy('of Toxiproxy', async () => {
    expect(await figuresOf('toxiproxy')).toEqual(expected(() => SOME));
  });
});

test('says which versions were measured', async () => {
  const { versions } = await run({
    contenders: contenders(),
    measurements: [],
    rounds: 1,
    tell: () => undefined,
  });
  expect(versions).toMatchObject({ direct: undefined, ours: API_VERSION });
  if (HAS_TOXIPROXY) expect(versions.toxiproxy).toMatch(/^[\w.-]+$/);
});

describe('the load', () => {
  let load: Load;
  beforeEach(async () => {
    load = await Load.start();
  });
  afterEach(() => load.end());

  test('says what went wrong, and goes on', async () => {
    await expect(load.do('open', { host: '127.0.0.1', port: 1 }, 1)).rejects.toThrow('ECONNREFUSED');
    await load.do('open', load.servers.echo, 1);
    expect(await load.do('roundTrips', 3)).toHaveLength(3);
    await load.do('close');
    await expect(load.do('roundTrips', 1)).rejects.toThrow('no connection is open');
  });

  test('whose process ends is no wait for ever', async () => {
    await load.do('open', load.servers.source, 1);
    const refused = expect(load.do('fetch', 1e15)).rejects.toMatchObject({ code: 'AGENT_DIED' });
    await load.end();
    await refused;
  });
});

describe('leaves no process behind', () => {
  test.each(['SIGINT', 'SIGKILL'] as const)('when it is ended by %s', async (signal) => {
    const bench = spawn(process.execPath, [builtFile('cli.js'), 'bench', 'proxy', '--rounds', '1'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const pid = String(bench.pid);
    await once(createInterface(bench.stderr), 'line');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    expect(children.length).toBeGreaterThanOrEqual(3);
    bench.kill(signal);
    expect(await once(bench, 'exit')).toEqual([null, signal]);
    while (children.some(lives)) await setImmediate();
  });

  /** Whoever inherits a killed process may leave it a zombie. */
  function lives(pid: string): boolean {
    try {
      return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  }
});
