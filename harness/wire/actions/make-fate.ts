import type { FaultAction } from '../../model/wire.ts';
import type { Fate, FateContext } from '../passage.ts';
import { corrupt } from './corrupt.ts';
import { Delay } from './delay.ts';
import { drop } from './drop.ts';
import { duplicate } from './duplicate.ts';
import { Forget } from './forget.ts';
import { Hold } from './hold.ts';
import { lose } from './lose.ts';
import { Rate } from './rate.ts';
import { reject } from './reject.ts';
import { Reorder } from './reorder.ts';
import { watch } from './watch.ts';

export function makeFate(action: FaultAction, context: FateContext): Fate {
  switch (action.kind) {
    case 'watch':
      return watch;
    case 'drop':
      return drop;
    case 'hold':
      return new Hold();
    case 'delay':
      return new Delay(action, context);
    case 'duplicate':
      return duplicate(action.copies, context);
    case 'reorder':
      return new Reorder(action.behind);
    case 'corrupt':
      return corrupt(action.what, context);
    case 'reject':
      return reject(action.with, context);
    case 'lose':
      return lose(action.probability, context);
    case 'rate':
      return new Rate(action, context);
    case 'forget':
      return new Forget(action, context);
  }
}
