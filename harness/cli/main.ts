#!/usr/bin/env node
import { Command, Option } from 'commander';
import { HalfcloseError } from '../model/errors.ts';
import manifest from '../../package.json' with { type: 'json' };
import { check } from './check.ts';
import { clean } from './clean.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { translateGoFlags } from './go-flags.ts';
import type { ProxyOptions } from './proxy.ts';
import { EXIT_USAGE } from '../model/exit-codes.ts';
import { images } from './images.ts';
import { repeat } from './repeat.ts';
import type { SoakProxyOptions } from './soak-proxy.ts';
import { test } from './test.ts';

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
  .action(demo);
program
  .command('test')
  .description('run all tests: unit, scenarios on netns, and scenarios on docker where an engine answers')
  .argument('[jest-arguments...]', 'passed on to Jest, after `--`')
  .action(test);
program
  .command('repeat')
  .description('run scenarios many times, also with all cores kept busy, and count every outcome')
  .argument('[pattern]', 'which scenario files', 'scenarios/headline')
  .addOption(backendOption().default('netns'))
  .option('--times <n>', 'how many times', '50')
  .option('--parallel <n>', 'how many runs at a time', '1')
  .option('--busy', 'keep every core busy meanwhile')
  .option('--json', 'print the counts as JSON')
  .action(repeat);
program
  .command('doctor')
  .description('what this machine offers, what will be used, and what to do about each gap')
  .option('--json', 'print the report as JSON')
  .action(doctor);
program
  .command('images')
  .description('build the image of the docker hosts where it is missing')
  .action(images);
program
  .command('clean')
  .description('remove containers and networks that killed runs left in the engine')
  .action(clean);
program
  .command('bench')
  .description('measure against the ordinary way, side by side in one run')
  .command('lab')
  .description('start and stop of a topology, and time from a change of state to its being seen')
  .option('--rounds <n>', 'how many rounds', '10')
  .option('--json', 'print the figures as JSON')
  // Loaded late: testcontainers takes half a second, which the other commands need not wait for.
  .action(async (options: { rounds: string; json?: true }) =>
    (await import('./bench-lab.ts')).benchLab(options),
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
  // Loaded late: the other commands need no log.
  .action(async (options: ProxyOptions) => (await import('./proxy.ts')).proxy(options));
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
program.command('check').description('all static checks and unit tests: no root, no engine').action(check);

const [command, ...rest] = process.argv.slice(2);
const args = command === 'proxy' ? [command, ...translateGoFlags(rest)] : process.argv.slice(2);

program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
  const known = error instanceof HalfcloseError;
  process.stderr.write(
    known ? `halfclose: ${error.message} [${error.code}]\n` : `${(error as Error).stack ?? String(error)}\n`,
  );
  process.exitCode = EXIT_USAGE;
});
