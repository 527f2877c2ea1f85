import { describe, expect, test } from '@jest/globals';
import { backendRows, chooseBackends } from './backends.ts';
import { examine, renderDoctorTable } from './doctor.ts';
import { engineRow } from './engine.ts';
import { privilegeOf, privilegeRows } from './privilege.ts';
import { row, type DoctorReport } from './report.ts';
import { nodeIsRecent, nodeRow } from './runtime.ts';
import { versionIn } from './tools.ts';
import { traceRow } from './trace.ts';
import { examineWire } from './wire.ts';

const yes = { ok: true, output: '' } as const;
const no = { ok: false, why: 'unshare: unshare failed: Operation not permitted' } as const;

describe('versions', () => {
  test.each([
    ['ss utility, iproute2-6.1.0', '6.1.0'],
    ['tc utility, iproute2-6.1.0, libbpf 1.1.2', '6.1.0'],
    ['ss utility, iproute2-ss200127', 'iproute2-ss200127'],
    ['nftables v1.0.6 (Lester Gooch #5)', '1.0.6'],
    ['iptables v1.8.9 (nf_tables)', '1.8.9'],
    ['tcpdump version 4.99.3\nlibpcap version 1.10.3 (with TPACKET_V3)', '4.99.3'],
  ])('%s', (output, version) => {
    expect(versionIn(output)).toBe(version);
  });

  test.each([
    ['v20.20.2', false],
    ['v22.21.9', false],
    ['v22.22.0', true],
    ['v24.1.0', true],
  ])('Node %s is recent: %s', (version, recent) => {
    expect(nodeIsRecent(version)).toBe(recent);
    expect(nodeRow(version, undefined).status).toBe(recent ? 'ok' : 'limited');
  });
});

describe('privileges', () => {
  test('namespaces made directly come first, also for a user who may', () => {
    expect(privilegeOf({ uid: 0, asItself: yes, inUserNamespace: no })).toBe('root');
    expect(privilegeOf({ uid: 1000, asItself: no, inUserNamespace: yes })).toBe('userns');
  });

  test('with neither, both rows say why and what to do', () => {
    const findings = { uid: 1000, asItself: no, inUserNamespace: no };
    expect(privilegeOf(findings)).toBeUndefined();
    for (const { status, found, advice } of privilegeRows(findings)) {
      expect(status).toBe('missing');
      expect(found).toContain('Operation not permitted');
      expect(advice).toContain('run as root');
    }
  });
});

describe('backends', () => {
  const engine = engineRow(
    { ok: true, version: '20.10', apiVersion: '1.41', where: 'unix:///run/x.sock' },
    undefined,
  );
  const noEngine = engineRow(
    { ok: false, where: 'tcp://127.0.0.1:1', reason: 'ECONNREFUSED' },
    'tcp://127.0.0.1:1',
  );
  const ss = row('ss', 'ok', '6.1.0', '', '');
  const noSs = row('ss', 'missing', 'not installed', '', 'install it');

  test('both where both can be', () => {
    expect(chooseBackends([engine, ss], 'userns')).toEqual({ netns: 'userns', docker: true });
  });

  test('no netns without ss, no docker without an engine', () => {
    const chosen = chooseBackends([noEngine, noSs], 'root');
    expect(chosen).toEqual({ netns: 'not possible', docker: false });
    expect(backendRows(chosen).map(({ used }) => used)).toEqual(['will not be used', 'will not be used']);
  });

  test('a dead DOCKER_HOST is not answered by installing an engine here', () => {
    expect(noEngine).toMatchObject({ status: 'missing', found: 'tcp://127.0.0.1:1: ECONNREFUSED' });
    expect(noEngine.advice).toContain('DOCKER_HOST');
  });
});

describe('table', () => {
  const report: DoctorReport = {
    version: 1,
    backends: { netns: 'root', docker: false },
    rows: [row('ss', 'ok', '6.1.0 at /usr/bin/ss', 'looks', 'unseen'), traceRow(no)],
  };

  test('aligns columns and gives advice only for gaps', () => {
    expect(renderDoctorTable(report, false).split('\n')).toEqual([
      'ss       ok       looks                                          6.1.0 at /usr/bin/ss',
      'tracefs  limited  every change of state, RSTs with their reason  not readable: unshare: unshare failed: Operation not permitted',
      '         → run as root on a kernel with CONFIG_FTRACE, or do without: states are then only sampled, with ss',
    ]);
  });

  test('colours only when asked', () => {
    expect(renderDoctorTable(report, true)).toContain('\u001b[32mok');
    expect(renderDoctorTable(report, false)).not.toContain('\u001b[');
  });
});

describe('the wire', () => {
  test('a part that is missing is told with its reason and what to do', async () => {
    const rows = await examineWire(() =>
      Promise.resolve([
        { part: 'koffi' },
        { part: 'queue rule, IPv4', lack: 'iptables refuses the rule: No chain/target/match by that name.' },
      ]),
    );
    expect(rows).toMatchObject([
      { what: 'koffi', status: 'ok', found: 'works' },
      {
        ...{ what: 'queue rule, IPv4', status: 'limited' },
        found: 'iptables refuses the rule: No chain/target/match by that name.',
        advice: expect.stringContaining('xt_NFQUEUE'),
      },
    ]);
  });

  test('where no host can be made nothing was tried', async () => {
    expect(
      await examineWire(() => Promise.reject(new Error('may not make namespaces\n  run as root'))),
    ).toEqual([
      expect.objectContaining({
        what: 'wire',
        status: 'missing',
        found: 'not tried: may not make namespaces',
      }),
    ]);
  });
});

test('a real machine is examined whatever it lacks: every gap comes with advice', async () => {
  const report = await examine(
    () => Promise.resolve({ ok: false, where: 'unix:///nowhere', reason: 'ENOENT' }),
    (backend) =>
      Promise.resolve(backend === 'netns' ? { ok: true, from: '/bin/x' } : { ok: false, why: 'no engine' }),
    () => Promise.resolve([{ part: 'netfilter queue' }, { part: 'raw sockets', lack: 'EPERM' }]),
    () =>
      Promise.resolve([
        { debianPackage: 'curl', used: 'a client', lack: undefined },
        { debianPackage: 'apache2-bin', used: 'a server', lack: '`apache2` is not installed here' },
      ]),
  );
  const ofToxiproxy = report.rows.filter(({ what }) => what.startsWith('Toxiproxy'));
  expect(ofToxiproxy.map(({ status, found }) => `${status}: ${found}`)).toEqual([
    'ok: /bin/x',
    'limited: no engine',
  ]);
  expect(report.rows.find(({ what }) => what === 'apache2-bin')).toMatchObject({
    ...{ status: 'limited', found: '`apache2` is not installed here' },
    advice: expect.stringContaining('apt-get install --no-install-recommends apache2-bin') as unknown,
  });
  expect(report.backends.docker).toBe(false);
  expect(report.rows.find(({ what }) => what === 'kernel')?.status).toBe('ok');
  expect(report.rows.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'network namespaces',
      'ss',
      'netem',
      'netfilter queue',
      'raw sockets',
      'curl',
      'connection tracking',
      'tracefs',
      'backend netns',
    ]),
  );
  for (const { status, advice } of report.rows) expect(status === 'ok').toBe(advice === undefined);
});
