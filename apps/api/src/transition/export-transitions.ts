import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { TransitionListQuery } from '@shared-care/contracts/transition/shapes';
import { TRANSITION_SECTIONS, transitionSection } from '@shared-care/domain/transition';
import { csvOf, OF_CHILD, WHOLE } from '../platform/csv';
import type { Tx } from '../platform/tx';
import { transitionList } from './read-transitions';

/** Everybody on the weekly list who matches, for a spreadsheet; taking it away is recorded. */
export async function exportTransitions(tx: Tx, user: CurrentUser, asked: TransitionListQuery): Promise<string> {
  const { people } = await transitionList(tx, user, { ...asked, ...WHOLE }, 'export');
  return csvOf(people, {
    ...OF_CHILD,
    'Why here': ({ group, turns }) => {
      const section = transitionSection(group, turns);
      return section === null ? null : TRANSITION_SECTIONS[section];
    },
    'Transfer on': ({ transferOn }) => transferOn,
    'Still missing': ({ missing }) => missing.join('; '),
    'Gaps in open access': ({ gaps }) => gaps.join('; '),
  });
}
