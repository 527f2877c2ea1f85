import { existsSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { Lab } from '../lab/lab.ts';
import type { ProgramOptions } from '../lab/program.ts';
import { until } from './fixtures/child-run.ts';
import { pidOf, processesInNetworkOf, stillAlive } from './fixtures/processes.ts';

jest.setTimeout(60_000);

async function openLab(): Promise<{ lab: Lab } & AsyncDisposable> {
  const lab = await Lab.open(netnsBackend);
  const dispose = async () => {
    await lab.teardown.run();
  };
  return { lab, [Symbol.asyncDispose]: dispose };
}

/** Something in the foreground, and something else that it has started. */
const TWO = ['sh', '-c', 'echo "$PWD"; sleep 600 & sleep 600'];

describe('a program', () => {
  test('that ends by itself tells how, with what it has printed on either output', async () => {
    await using made = await openLab();
    const files = { 'in/here.txt': 'from a file\n' };
    const command = ['sh', '-c', 'cat in/here.txt; echo complaint > /dev/stderr; exit 3'];
    const program = await made.lab.program({ command, files });
    const end = await program.ended();
    expect(end).toEqual({ exitCode: 3, how: 'exit 3', output: 'from a file\ncomplaint\n' });
    expect(program.evidence()).toEqual({
      name: 'program',
      host: 'program',
      command,
      ended: 'exit 3',
      output: end.output,
    });
    const steps = made.lab.recorder.timeline.flatMap((each) => (each.probe === 'step' ? each.text : []));
    expect(steps.at(-1)).toBe('program ended: exit 3; it last said: complaint');
  });

  test('takes what it has started along when it is killed', async () => {
    await using made = await openLab();
    const program = await made.lab.program({ command: TWO });
    const agent = pidOf(program.host);
    await until(() => sleepersOf(agent).length === 2, 5_000);
    await program.kill('SIGTERM');
    expect(sleepersOf(agent)).toEqual([]);
    expect(await program.ended()).toMatchObject({ exitCode: undefined, how: 'SIGTERM' });
  });

  test.each(['the lab', 'SIGKILL to the agent'] as const)(
    'ends with %s, and so do its children and its folder',
    async (how) => {
      await using made = await openLab();
      const program = await made.lab.program({ command: TWO });
      const agent = pidOf(program.host);
      await until(() => sleepersOf(agent).length === 2 && program.output !== '', 5_000);
      const [processes, folder] = [processesInNetworkOf(agent), program.output.trim()];
      expect(existsSync(folder)).toBe(true);
      if (how === 'the lab') await made.lab.teardown.run();
      else process.kill(agent, 'SIGKILL');
      expect(await until(() => stillAlive(processes).length === 0 && !existsSync(folder), 5_000)).toBe(true);
    },
  );
});

function sleepersOf(agent: number): unknown[] {
  return processesInNetworkOf(agent).filter(({ command }) => command === 'sleep 600');
}

describe('a program that does not come about is told of, with what to do', () => {
  const says = (text: string, status: number) => ['sh', '-c', `echo '${text}' >&2; exit ${String(status)}`];

  test.each<[what: string, ProgramOptions, code: string, message: RegExp]>([
    [
      'missing',
      { command: ['no-such-server'] },
      'MISSING_TOOL',
      /`no-such-server` is not installed here\n {2}run .\/setup/,
    ],
    ['a file that is missing', { command: ['./run'] }, 'MISSING_TOOL', /`\.\/run`/],
    [
      'ended early',
      { command: says('no such module', 3), listens: 80 },
      'PROGRAM_ENDED',
      /program ended before it listened on port 80: exit 3; it last said:\nno such module/,
    ],
    [
      'a port that never came',
      { command: ['sh', '-c', 'echo waiting; exec sleep 600'], listens: 80, withinMs: 3_000 },
      'TIMED_OUT',
      /program did not listen on port 80 within 3000 ms; it last said:\nwaiting/,
    ],
  ])('%s', async (_what, options, code, message) => {
    await using made = await openLab();
    const started = made.lab.program(options);
    await expect(started).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  });

  test('a port that something else listens on', async () => {
    await using made = await openLab();
    const server = await made.lab.server();
    const started = made.lab.program({ on: server.host, command: ['sleep', '600'], listens: 7000 });
    await expect(started).rejects.toMatchObject({ code: 'ADDRESS_IN_USE' });
  });

  test('two of one host that connect to one address', async () => {
    await using made = await openLab();
    const server = await made.lab.server();
    const options = { command: ['sleep', '600'], connectsTo: server };
    const { host } = await made.lab.program(options);
    await expect(made.lab.program({ ...options, on: host })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('give it a host of its own') as unknown,
    });
  });

  test('what it does not have: a port that was not told of, an end that has not come', async () => {
    await using made = await openLab();
    const program = await made.lab.program({ command: ['sleep', '600'] });
    expect(() => program.connection(1)).toThrow('program does not listen');
    expect(() => program.outgoing(1)).toThrow('program connects to nothing');
    await expect(program.ended({ withinMs: 50 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });
});
