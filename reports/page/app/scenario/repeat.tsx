import type { Evidence } from '../../../../harness/model/evidence.ts';
import { repeatCommand } from '../../../scenario-text/repeat-command.ts';
import { Command } from '../parts/command.tsx';
import { Section } from '../parts/section.tsx';

interface RepeatProps {
  readonly evidence: Evidence;
  /** Of its evidence, relative to this page's. */
  readonly folder: string;
}

/** How to run it again, and the files that it left. */
export function Repeat({ evidence, folder }: RepeatProps) {
  const isCaptured = evidence.hosts.some(({ capture }) => capture.packets > 0);
  const files = [...(isCaptured ? ['capture.pcapng'] : []), 'evidence.json'];
  return (
    <Section title="Repeat and dig deeper">
      <Command text={repeatCommand(evidence)} />
      <p class="faint">The files lie beside this page, in the run’s folder.</p>
      <ul class="scenario-files">
        {files.map((file) => (
          <li key={file}>
            <a href={fileAddress(folder, file)}>{file}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A folder's name may hold what means something in an address. */
function fileAddress(folder: string, file: string): string {
  return ['.', ...folder.split('/'), file].map(encodeURIComponent).join('/');
}
