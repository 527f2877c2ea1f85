import { describe, expect, test } from '@jest/globals';
import { hostImageName } from './host-image.ts';

const context = { Dockerfile: Buffer.from('FROM base'), 'agent.js': Buffer.from('run()') };

describe('hostImageName', () => {
  test('is the same for the same files, in any order', () => {
    const turned = { 'agent.js': context['agent.js'], Dockerfile: context.Dockerfile };
    expect(hostImageName(context)).toMatch(/^halfclose-host:[0-9a-f]{12}$/);
    expect(hostImageName(turned)).toBe(hostImageName(context));
  });

  test('changes with either file', () => {
    const names = [
      context,
      { ...context, 'agent.js': Buffer.from('run() ') },
      { ...context, Dockerfile: Buffer.from('FROM other') },
      { ...context, Dockerfile: Buffer.from('FROM baser'), 'agent.js': Buffer.from('un()') },
    ].map(hostImageName);
    expect(new Set(names).size).toBe(names.length);
  });
});
