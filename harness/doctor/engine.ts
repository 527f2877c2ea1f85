import { row, type DoctorRow, type EngineAnswer } from './report.ts';

export function engineRow(answer: EngineAnswer, dockerHost: string | undefined): DoctorRow {
  const used = 'the docker backend';
  const advice = dockerHost
    ? 'start the engine that DOCKER_HOST points at, or unset DOCKER_HOST'
    : './setup --docker, or do without: the netns backend needs no engine';
  return answer.ok
    ? row(
        'container engine',
        'ok',
        `${answer.version} (API ${answer.apiVersion}) at ${answer.where}`,
        used,
        advice,
      )
    : row('container engine', 'missing', `${answer.where}: ${answer.reason}`, used, advice);
}
