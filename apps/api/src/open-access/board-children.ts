import type { BoardChild, BoardChildren, BoardLine, ReviewBoard } from '@shared-care/contracts/open-access/answers';
import { BOARD_REASONS, type BoardChildrenQuery, type BoardReason } from '@shared-care/contracts/open-access/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { byChild } from '@shared-care/domain/by-child';
import { pageOf } from '@shared-care/domain/list-page';
import { recordAudit } from '../audit/audit';
import { askForMany, type Tx } from '../platform/tx';
import { everyList } from './review-board';

const REASONS = Object.keys(BOARD_REASONS) as BoardReason[];

/** The board by child: everybody is on it once, with everything that is open; by the page. */
export async function boardChildren(
  tx: Tx,
  user: CurrentUser,
  asked: BoardChildrenQuery,
  as: 'read' | 'export' = 'read',
): Promise<BoardChildren> {
  await askForMany(tx);
  const board = await everyList(tx, asked);
  const lines = asked.month === '' ? linesOf(board) : monthOf(board);
  const everybody = byChild(lines, ({ row }) => row.patient).map((theirs): BoardChild => ({
    patient: theirs[0]!.row.patient,
    lines: theirs,
  }));
  const has = (reason: BoardReason) => (child: BoardChild) => child.lines.some((line) => line.reason === reason);
  const matching = asked.reason === '' ? everybody : everybody.filter(has(asked.reason));
  const shown = pageOf(matching, asked, {
    // Within a reason in the order of its list: the longest first.
    reason: ({ lines }) => REASONS.indexOf(asked.reason === '' ? lines[0]!.reason : asked.reason),
    name: ({ patient }) => `${patient.familyName} ${patient.givenName}`,
    hospital: ({ lines }) => hospitalOf(lines),
  });
  await recordAudit(tx, user, {
    action: as,
    entity: 'open_access_board',
    patientIds: shown.map(({ patient }) => patient.id),
    detail: `${matching.length} found`,
  });
  const counts = REASONS.map((reason) => [reason, everybody.filter(has(reason)).length] as const);
  return {
    rows: shown,
    total: matching.length,
    all: everybody.length,
    counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    hospitals: board.hospitals,
    figures: board.figures,
    now: board.now,
  };
}

const monthOf = ({ month }: ReviewBoard): BoardLine[] => month.map((row) => ({ reason: 'month', row }));

function linesOf({ review, ...board }: ReviewBoard): BoardLine[] {
  const of: Record<BoardReason, readonly BoardLine['row'][]> = {
    ...board,
    ...review,
    month: [],
  };
  return REASONS.flatMap((reason) => of[reason].map((row) => ({ reason, row }) as BoardLine));
}

function hospitalOf(lines: readonly BoardLine[]): string | null {
  const at = lines.find((line) => 'hospital' in line.row);
  return at && 'hospital' in at.row ? at.row.hospital.name : null;
}
