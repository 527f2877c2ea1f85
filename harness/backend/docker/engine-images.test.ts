import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { followProgress } from './engine-images.ts';

const printed = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('followProgress', () => {
  test('passes on what the engine says, however it is cut into chunks', async () => {
    const said: string[] = [];
    await followProgress(
      printed('{"stream":"Step 1\\n"}\r\n{"str', 'eam":"\\n"}\n{"status":"sha256:1"}\n'),
      (text) => said.push(text),
    );
    expect(said).toEqual(['Step 1', 'sha256:1']);
  });

  test('raises the failure that comes after a good beginning', async () => {
    const output = printed('{"stream":"Step 1"}\n', '{"error":"no space left on device"}\n');
    await expect(followProgress(output)).rejects.toThrow('no space left on device');
  });
});
