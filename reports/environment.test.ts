import { describe, expect, test } from '@jest/globals';
import type { Evidence, HostEvidence } from '../harness/model/evidence.ts';
import { evidenceOf } from './fidelity/test-evidence.ts';
import { environmentOf } from './environment.ts';

function told(...run: Evidence[]): Record<string, readonly string[]> {
  return Object.fromEntries(environmentOf(run).map(({ what, values }) => [what, values]));
}

const PLAIN = evidenceOf('x', []);

/** Evidence whose hosts are like these. */
function withHosts(...hosts: Partial<HostEvidence>[]): Evidence {
  return { ...PLAIN, hosts: hosts.flatMap((more) => PLAIN.hosts.map((host) => ({ ...host, ...more }))) };
}

const kernel = (version: string) => withHosts({ versions: { kernel: version, node: 'v24.0.0' } });

describe('the environment of a run', () => {
  test('has a value alone where all scenarios agree', () => {
    expect(told(PLAIN, PLAIN)).toMatchObject({
      ...{ backend: ['netns'], kernel: ['6.18.44-some-vendor'], node: ['v24.0.0'], seed: ['1'] },
      ...{
        'kernel trace': ['on'],
        capture: ['on'],
        'ss -E': ['on'],
        wire: ['not used'],
        Toxiproxy: ['not used'],
      },
    });
  });

  test('has every value where they do not, the most frequent first, and of how many scenarios', () => {
    expect(told(kernel('6.1'), kernel('6.18'), kernel('6.18'))['kernel']).toEqual([
      '6.18 (2 scenarios)',
      '6.1 (1 scenario)',
    ]);
  });

  test('counts a scenario once for all its hosts', () => {
    const twoKernels = withHosts({}, {}, { versions: { kernel: '6.1', node: 'v24.0.0' } });
    expect(told(twoKernels)['kernel']).toEqual(['6.18.44-some-vendor (1 scenario)', '6.1 (1 scenario)']);
  });

  test('says why something was not observed', () => {
    const why = 'tracefs cannot be read';
    const sampled: Evidence = { ...PLAIN, trace: { state: 'off', why, events: 0, instance: undefined } };
    const capture = {
      state: 'lost',
      why: '3 packets',
      packets: 9,
      dropped: 3,
      leftOut: 0,
      realtimeAheadMs: 0,
    } as const;
    expect(told(sampled)['kernel trace']).toEqual([`off: ${why}`]);
    expect(told(withHosts({ capture }))['capture']).toEqual(['lost: 3 packets']);
    expect(told(withHosts({ endedSockets: { state: 'off', why: 'ss is old' } }))['ss -E']).toEqual([
      'off: ss is old',
    ]);
  });

  test('says whether the wire and Toxiproxy were used, and what the wire lost', () => {
    const used = withHosts({ wire: { queued: 7, lost: 0 }, toxiproxy: true });
    const lossy = withHosts({ wire: { queued: 7, lost: 2 } }, { wire: { queued: 7, lost: 1 } });
    expect(told(used)).toMatchObject({ wire: ['used'], Toxiproxy: ['used'] });
    expect(told(lossy)['wire']).toEqual(['used: its queue lost 3 segments']);
  });

  test('has what backends say of themselves, but not what each lab has of its own', () => {
    const netns = {
      ...PLAIN,
      environment: { ss: 'ss utility, iproute2-6.1.0', privilege: 'root', subnet: '10.1.0.0/24' },
    };
    const docker = { ...PLAIN, backend: 'docker', environment: { engine: '27.0', network: 'abc' } };
    expect(told(netns, docker)).toMatchObject({ 'netns: privilege': ['root'], 'docker: engine': ['27.0'] });
    expect(Object.keys(told(netns, docker)).filter((what) => /subnet|network/.test(what))).toEqual([]);
    expect(told(netns, docker)['ss']).toEqual(['iproute2-6.1.0']);
  });

  test('counts seeds that are many', () => {
    expect(told(PLAIN, { ...PLAIN, seed: 2 })['seed']).toEqual([
      "2 different ones, each in its scenario's evidence",
    ]);
  });

  test('of no scenario is empty', () => {
    expect(environmentOf([])).toEqual([]);
  });
});
