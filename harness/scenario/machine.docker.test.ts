import { expect, jest } from '@jest/globals';
import { ChildRun } from './fixtures/child-run.ts';
import { testWithoutTracefs, WITHOUT_TRACEFS } from './fixtures/test-where.ts';

jest.setTimeout(120_000);

testWithoutTracefs()(
  'where tracefs is not mounted the kernel of the containers is traced all the same, by a process of this machine',
  async () => {
    await using run = ChildRun.ofFixtures('docker', ['hangs'], { through: WITHOUT_TRACEFS });
    const [evidence] = await run.reaching('waiting');
    expect(evidence?.trace).toMatchObject({ state: 'on', instance: expect.stringMatching(/^halfclose-/) });
    // The engine may have mounted it: then a container could trace too.
    const tracing = run.processes.filter(({ command }) =>
      command.endsWith(` ${evidence?.trace.instance ?? ''}`),
    );
    expect(tracing).not.toEqual([]);
  },
);
