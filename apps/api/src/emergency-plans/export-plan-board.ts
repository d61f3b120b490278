import { PLAN_CONCERNS, type PlanBoardQuery } from '@shared-care/contracts/emergency-plans/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { csvOf, OF_CHILD, WHOLE } from '../platform/csv';
import type { Tx } from '../platform/tx';
import { planBoard } from './plan-board';

/** Every child of the board who matches, for a spreadsheet; taking it away is recorded. */
export async function exportPlanBoard(tx: Tx, user: CurrentUser, asked: PlanBoardQuery): Promise<string> {
  const { rows } = await planBoard(tx, user, { ...asked, ...WHOLE }, 'export');
  return csvOf(rows, {
    ...OF_CHILD,
    Hospital: ({ hospitalName }) => hospitalName,
    'Why here': ({ concern }) => PLAN_CONCERNS[concern],
    More: ({ words }) => words,
    'Version of the plan': ({ versionNumber }) => versionNumber,
  });
}
