import type { BoardLine } from '@shared-care/contracts/open-access/answers';
import { BOARD_REASONS, type BoardChildrenQuery } from '@shared-care/contracts/open-access/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { csvOf, OF_CHILD, WHOLE } from '../platform/csv';
import type { Tx } from '../platform/tx';
import { boardChildren } from './board-children';

/** Everything that is open on the board and matches, one line for each, for a spreadsheet; taking it away is recorded. */
export async function exportBoard(tx: Tx, user: CurrentUser, asked: BoardChildrenQuery): Promise<string> {
  const { rows } = await boardChildren(tx, user, { ...asked, ...WHOLE }, 'export');
  const lines = rows.flatMap(({ patient, lines: theirs }) => theirs.map((line) => ({ patient, line })));
  return csvOf(lines, {
    ...OF_CHILD,
    'Why here': ({ line }) => BOARD_REASONS[line.reason],
    Hospital: ({ line }) => ('hospital' in line.row ? line.row.hospital.name : null),
    'Open access': ({ line }) => ('validity' in line.row ? OPEN_ACCESS_VALIDITIES[line.row.validity] : null),
    'Review by': ({ line }) => dueOn(line),
    More: ({ line }) => ('because' in line.row ? line.row.because : null),
  });
}

function dueOn({ row }: BoardLine): string | null {
  return 'dueOn' in row ? row.dueOn : null;
}
