#!/usr/bin/env node
import { Command, Option } from 'commander';
import { HalfcloseError } from '../model/errors.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { ClaimsOptions } from './claims.ts';
import type { FidelityOptions } from './fidelity.ts';
import { translateGoFlags } from './go-flags.ts';
import type { ProxyOptions } from './proxy.ts';
import type { RepeatOptions } from './repeat.ts';
import type { MergeOptions } from './report-merge.ts';
import type { ReportOptions } from './report.ts';
import { EXIT_USAGE } from '../model/exit-codes.ts';
import type { SoakProxyOptions } from './soak-proxy.ts';
import type { StatesOptions } from './states.ts';

/** Commands are loaded when they run: each needs libraries that the others need not wait for, or hold in memory. */
const backendOption = () =>
  new Option('--backend <name>', 'where hosts are made').choices(['netns', 'docker', 'all']);

const program = new Command('halfclose')
  .description(
    'Network emulation test harness for TCP: real sockets, faults on purpose, states asserted with ss.',
  )
  .version(manifest.version)
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));

program
  .command('demo')
  .description('run the three headline scenarios and print what both ends went through')
  .addOption(backendOption().default('netns'))
  .option('--json', 'one JSON object a scenario, in an array')
  .action(async (options: { backend: string; json?: true }) => (await import('./demo.ts')).demo(options));
program
  .command('test')
  .description('run all tests: unit, scenarios on netns, and scenarios on docker where an engine answers')
  .argument('[jest-arguments...]', 'passed on to Jest, after `--`')
  .action(async (jestArguments: string[]) => (await import('./test.ts')).test(jestArguments));
program
  .command('repeat')
  .description('run scenarios many times, also with all cores kept busy, and count every outcome')
  .argument('[pattern]', 'which scenario files', 'scenarios/headline')
  .addOption(backendOption().default('netns'))
  .option('--times <n>', 'how many times', '50')
  .option('--parallel <n>', 'how many runs at a time', '1')
  .option('--busy', 'keep every core busy meanwhile')
  .option('--json', 'print the counts as JSON')
  .action(async (pattern: string, options: RepeatOptions) =>
    (await import('./repeat.ts')).repeat(pattern, options),
  );
program
  .command('doctor')
  .description('what this machine offers, what will be used, and what to do about each gap')
  .option('--json', 'print the report as JSON')
  .action(async (options: { json?: true }) => (await import('./doctor.ts')).doctor(options));
const report = program
  .command('report')
  .description('one page that shows what happened in a run: at both ends, on the wire, in the applications')
  .argument('[run]', "a run's folder; the last one where it is left out")
  .option('--open', 'show the page in a browser, with xdg-open')
  .action(async (run: string | undefined, options: ReportOptions) =>
    (await import('./report.ts')).report(run, options),
  );
report
  .command('merge')
  .description('one run out of several, as the shards of one (`jest --shard`), with reports of its own')
  .argument('<run...>', 'their folders')
  .option('--into <folder>', 'a new folder; beside the first of them where it is left out')
  .action(async (runs: string[], options: MergeOptions) =>
    (await import('./report-merge.ts')).reportMerge(runs, options),
  );
program
  .command('fidelity')
  .description(
    'what each end saw direct, through our proxy and through Toxiproxy, from the evidence of a run',
  )
  .argument('[run]', "a run's folder; the last one where it is left out")
  .option('--json', 'print the table as JSON')
  .option('--write', 'put the table into docs/fidelity.md')
  .action(async (run: string | undefined, options: FidelityOptions) =>
    (await import('./fidelity.ts')).fidelity(run, options),
  );
program
  .command('states')
  .description("how much of TCP's state machine the scenarios of a run have shown, from its evidence")
  .addOption(
    new Option('--backend <name>', 'whose evidence').choices(['netns', 'docker', 'all']).default('all'),
  )
  .option('--run <folder>', "a run's folder; the last one where it is left out")
  .option('--json', 'print the coverage as JSON')
  .action(async (options: StatesOptions) => (await import('./states.ts')).states(options));
program
  .command('claims')
  .description('the ledger of claims about TCP with the verdicts of a run, from its evidence')
  .addOption(
    new Option('--backend <name>', 'whose evidence').choices(['netns', 'docker', 'all']).default('all'),
  )
  .option('--run <folder>', "a run's folder; the last one where it is left out")
  .option('--json', 'print the ledger as JSON')
  .option('--write', 'pin the verdicts, and renew docs/claims.md')
  .action(async (options: ClaimsOptions) => (await import('./claims.ts')).claims(options));
program
  .command('images')
  .description('build the image of the docker hosts where it is missing')
  .action(async () => (await import('./images.ts')).images());
program
  .command('clean')
  .description('remove containers and networks that killed runs left in the engine')
  .action(async () => (await import('./clean.ts')).clean());
const bench = program
  .command('bench')
  .description('measure against what else there is, side by side in one run');
bench
  .command('lab')
  .description('start and stop of a topology, and time from a change of state to its being seen')
  .option('--rounds <n>', 'how many rounds', '30')
  .option('--json', 'print the figures as JSON')
  .action(async (options: { rounds: string; json?: true }) =>
    (await import('./bench-lab.ts')).benchLab(options),
  );
bench
  .command('proxy')
  .description('the proxy against Toxiproxy and against no proxy: speed, memory, accuracy of its toxics')
  .option('--rounds <n>', 'how many rounds', '5')
  .option('--json', 'print the figures as JSON')
  .action(async (options: { rounds: string; json?: true }) =>
    (await import('./bench-proxy.ts')).benchProxy(options),
  );
bench
  .command('wire')
  .description('what faults on the wire cost a connection, and how exact a delay is, netem beside it')
  .option('--rounds <n>', 'how many rounds', '5')
  .option('--json', 'print the figures as JSON')
  .action(async (options: { rounds: string; json?: true }) =>
    (await import('./bench-wire.ts')).benchWire(options),
  );
bench
  .command('report')
  .description('how soon the report of a large run is shown in a browser, a plain list of the same beside it')
  .option('--rounds <n>', 'how many rounds', '5')
  .option('--json', 'print the figures as JSON')
  .action(async (options: { rounds: string; json?: true }) =>
    (await import('./bench-report.ts')).benchReport(options),
  );
bench
  .command('observe')
  .description('how soon a change of state is known, and what watching costs: trace, ss, docker exec')
  .option('--rounds <n>', 'how many rounds', '5')
  .option('--json', 'print the figures as JSON')
  .action(async (options: { rounds: string; json?: true }) =>
    (await import('./bench-observe.ts')).benchObserve(options),
  );
program
  .command('proxy')
  .description('the fault-injecting proxy alone, in place of toxiproxy-server: same API, same flags')
  .option('--host <address>', 'where its HTTP API listens', 'localhost')
  .option('--port <n>', 'and the port', '8474')
  .option('--config <file>', 'JSON list of proxies to start with')
  .option('--seed <n>', 'repeats the random choices of the run that printed it')
  .option('--proxy-metrics', 'bytes of each proxy under /metrics')
  .option('--runtime-metrics', 'figures of the process under /metrics')
  .action(async (options: ProxyOptions) => (await import('./proxy.ts')).proxy(options));
program
  .command('check')
  .description('all static checks and unit tests: no root, no engine')
  .action(async () => (await import('./check.ts')).check());
program
  .command('soak')
  .description('keep a part busy at random for a while and count what is lost')
  .command('proxy')
  .description('connections opened and cut at random under random toxics')
  .option('--seconds <n>', 'for how long connections are opened', '60')
  .option('--connections <n>', 'how many', '1000')
  .option('--seed <n>', 'repeats the random choices of the run that printed it')
  .option('--json', 'print the counts as JSON')
  .action(async (options: SoakProxyOptions) => (await import('./soak-proxy.ts')).soakProxy(options));

const [command, ...rest] = process.argv.slice(2);
const args = command === 'proxy' ? [command, ...translateGoFlags(rest)] : process.argv.slice(2);

program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
  const known = error instanceof HalfcloseError;
  process.stderr.write(
    known ? `halfclose: ${error.message} [${error.code}]\n` : `${(error as Error).stack ?? String(error)}\n`,
  );
  process.exitCode = EXIT_USAGE;
});
