import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { SsRunner } from './ss-runner.ts';

describe('ss, loaded ahead of the look', () => {
  test('shows what is there when the look is asked for, not when it was loaded', async () => {
    const runner = new SsRunner('-Htln');
    await runner.run();
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    expect(await runner.run()).toContain(`127.0.0.1:${String(port)} `);
    await new Promise((resolve) => server.close(resolve));
    expect(await runner.run()).not.toContain(`127.0.0.1:${String(port)} `);
  });

  test('says why it failed, each time it is asked', async () => {
    const runner = new SsRunner('--no-such-option');
    for (let time = 0; time < 2; time++) {
      await expect(runner.run()).rejects.toMatchObject({
        code: 'SS_FAILED',
        message: expect.stringMatching(/^ss --no-such-option: .*unrecognized option/),
      });
    }
  });

  test('says that there is no ss where the path has none', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'halfclose-'));
    const { PATH } = TOOL_ENVIRONMENT;
    try {
      writeFileSync(path.join(folder, 'sh'), '#!/bin/sh\nPATH=/none exec /bin/sh "$@"\n', { mode: 0o755 });
      TOOL_ENVIRONMENT.PATH = folder;
      await expect(new SsRunner('-Htan').run()).rejects.toMatchObject({ code: 'MISSING_TOOL' });
    } finally {
      TOOL_ENVIRONMENT.PATH = PATH;
      rmSync(folder, { recursive: true });
    }
  });
});
