import type { SwapAsk, SwapAsks } from '@shared-care/contracts/rota/answers';
import type { AskSwap, DeclineSwap } from '@shared-care/contracts/rota/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { RotaSwapAsk } from '@shared-care/database/entities/rota';
import { DUTIES, type Duty, type SwapState } from '@shared-care/domain/rota';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { checkRotaChange, lockRota, recordRotaChange, withdrawRotaChange } from './change-rota';

/** Asks that are over stay listed for so long. */
const LISTED_DAYS = 14;

/** What the caller asked and was asked: what waits for them first, then by the day of the duty. */
export async function swapAsks(tx: Tx, user: CurrentUser): Promise<SwapAsks> {
  const asks = await rows<SwapAsk>(
    tx,
    `SELECT a.id, a.version, a.duty, a.starts_at AS "from", a.ends_at AS "until", a.reason, a.asked_at AS "askedAt",
            a.answered_at AS "answeredAt", a.because,
            CASE WHEN c.withdrawn_at IS NOT NULL THEN 'taken_back' ELSE a.state END AS state,
            json_build_object('id', o.id, 'displayName', o.display_name) AS asker,
            json_build_object('id', n.id, 'displayName', n.display_name) AS colleague,
            ${WAITS} AS "mayAnswer",
            (a.starts_at > sec.now() AND c.withdrawn_at IS NULL AND CASE a.state
               WHEN 'asked' THEN a.off_user_id = $1 WHEN 'declined' THEN a.on_user_id = $1 ELSE a.state = 'agreed' END) AS "mayUndo",
            a.starts_at <= sec.now() AS begun
     FROM rota_swap_asks a JOIN users o ON o.id = a.off_user_id JOIN users n ON n.id = a.on_user_id
     LEFT JOIN rota_changes c ON c.id = a.change_id
     WHERE $1 IN (a.off_user_id, a.on_user_id) AND a.ends_at > sec.now() - make_interval(days => ${LISTED_DAYS})
     ORDER BY NOT ${WAITS}, a.starts_at, a.asked_at, a.id`,
    [user.id],
  );
  return { asks, now: (await databaseNow(tx)).toISOString() };
}

const WAITS = `(a.state = 'asked' AND a.on_user_id = $1 AND a.starts_at > sec.now())`;

/** How many asks wait for the caller. */
export async function swapsToAnswer(tx: Tx): Promise<number> {
  const [found] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM rota_swap_asks
     WHERE state = 'asked' AND on_user_id = sec.uid() AND starts_at > sec.now()`,
  );
  return found!.count;
}

/**
 * Asks a colleague to take a duty of the caller's own. The rota stays as it is.
 *
 * @throws Conflict when the caller does not hold the duty for all of that time
 */
export async function askSwap(tx: Tx, user: CurrentUser, asked: z.output<typeof AskSwap>): Promise<void> {
  if (asked.onUserId === user.id)
    throw new InvalidInput([{ field: 'onUserId', message: 'Choose somebody else to take it.' }]);
  const { id, duty, onUserId, from, until, reason } = asked;
  const [known] = await rows<{ mine: boolean }>(
    tx,
    'SELECT off_user_id = $2 AS mine FROM rota_swap_asks WHERE id = $1',
    [id, user.id],
  );
  if (known?.mine) return;
  await lockRota(tx);
  if (new Date(from) <= (await databaseNow(tx)))
    throw new InvalidInput([{ field: 'from', message: 'This duty has begun. Ring your colleague and the nurses.' }]);
  await checkRotaChange(tx, { kind: 'swap', duty, offUserId: user.id, onUserId, from, until, back: null, reason });
  const [open] = await rows(
    tx,
    `SELECT 1 FROM rota_swap_asks WHERE state = 'asked' AND off_user_id = $1 AND on_user_id = $2 AND duty = $3 AND starts_at = $4`,
    [user.id, onUserId, duty, from],
  );
  if (open) throw new Refused('You asked this colleague already and wait for the answer.');
  const times = { startsAt: new Date(from), endsAt: new Date(until) };
  await insertOnce(tx, RotaSwapAsk, { id, duty, offUserId: user.id, onUserId, ...times, reason }, ['id']);
  await audit(tx, user, id, 'create', `ask ${duty} ${from} ${until}`);
}

/**
 * The colleague takes the duty: from now on alerts of that time reach them.
 *
 * @throws Conflict when the duty has begun, or the rota changed since it was asked
 */
export async function agreeSwap(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  await lockRota(tx);
  const ask = await lockAsk(tx, user, id, seen);
  onlyColleague(ask, user);
  if (ask.state !== 'asked') throw answeredAlready(ask);
  refuseBegun(ask);
  const { duty, offUserId, onUserId, from, until, reason } = ask;
  const change = await recordRotaChange(tx, user, {
    ...{ kind: 'swap' as const, duty, offUserId, onUserId, back: null },
    from: from.toISOString(),
    until: until.toISOString(),
    reason: `Asked by ${ask.askerName}, agreed: ${reason}`.slice(0, 200),
  });
  await answer(tx, user, ask, { state: 'agreed', answeredAt: NOW, changeId: change.id });
}

export async function declineSwap(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { version, because }: z.output<typeof DeclineSwap>,
): Promise<void> {
  await lockRota(tx);
  const ask = await lockAsk(tx, user, id, version);
  onlyColleague(ask, user);
  if (ask.state !== 'asked') throw answeredAlready(ask);
  refuseBegun(ask);
  await answer(tx, user, ask, { state: 'declined', answeredAt: NOW, because });
}

/**
 * Takes back one's own part until the duty begins: the asker the ask, the colleague the answer. What was agreed goes off
 * the rota with it.
 */
export async function undoSwap(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  await lockRota(tx);
  const ask = await lockAsk(tx, user, id, seen);
  refuseBegun(ask);
  const asker = ask.offUserId === user.id;
  if (ask.state === 'taken_back' || (ask.state === 'asked' && !asker) || (ask.state === 'declined' && asker))
    throw new Refused('There is nothing of yours to take back here.');
  if (ask.changeId !== null) await offTheRota(tx, user, ask.changeId);
  const state = asker ? 'taken_back' : 'asked';
  await answer(tx, user, ask, { state, answeredAt: null, because: null, changeId: null });
}

async function offTheRota(tx: Tx, user: CurrentUser, changeId: string): Promise<void> {
  const [change] = await rows<{ version: number; withdrawnBy: string | null }>(
    tx,
    `SELECT c.version, by.display_name AS "withdrawnBy" FROM rota_changes c LEFT JOIN users by ON by.id = c.withdrawn_by
     WHERE c.id = $1`,
    [changeId],
  );
  if (change!.withdrawnBy !== null)
    throw new Conflict(`${change!.withdrawnBy} took this swap off the rota already. Look at the rota again.`);
  await withdrawRotaChange(tx, user, changeId, change!.version);
}

interface Ask {
  id: string;
  duty: Duty;
  offUserId: string;
  onUserId: string;
  from: Date;
  until: Date;
  reason: string;
  state: SwapState;
  changeId: string | null;
  version: number;
  askerName: string;
  colleagueName: string;
  begun: boolean;
}

/** Of the two whom it concerns; of others it is not there. */
async function lockAsk(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<Ask> {
  const [found] = await rows<Ask>(
    tx,
    `SELECT a.id, a.duty, a.off_user_id AS "offUserId", a.on_user_id AS "onUserId", a.starts_at AS "from", a.ends_at AS "until",
            a.reason, a.state, a.change_id AS "changeId", a.version, o.display_name AS "askerName",
            n.display_name AS "colleagueName", a.starts_at <= sec.now() AS begun
     FROM rota_swap_asks a JOIN users o ON o.id = a.off_user_id JOIN users n ON n.id = a.on_user_id
     WHERE a.id = $1 AND $2 IN (a.off_user_id, a.on_user_id) FOR UPDATE OF a`,
    [id, user.id],
  );
  if (!found) throw new NotFound();
  if (found.version !== seen) throw answeredAlready(found);
  return found;
}

function onlyColleague({ onUserId, colleagueName }: Ask, user: CurrentUser): void {
  if (onUserId !== user.id) throw new Refused(`Only ${colleagueName} can answer this.`);
}

function refuseBegun({ begun, duty }: Ask): void {
  if (begun)
    throw new Conflict(
      `This duty (${DUTIES[duty]}) has begun, so the rota stays as it is. Ring each other and the nurses.`,
    );
}

function answeredAlready({ state, askerName, colleagueName, version }: Ask): Conflict {
  const words: Record<SwapState, string> = {
    asked: `${colleagueName} took the answer back meanwhile. Look again.`,
    agreed: `${colleagueName} agreed meanwhile.`,
    declined: `${colleagueName} declined meanwhile.`,
    taken_back: `${askerName} took this back meanwhile. The rota stays as it is.`,
  };
  return new Conflict(words[state], { version, state });
}

async function answer(
  tx: Tx,
  user: CurrentUser,
  ask: Ask,
  change: QueryDeepPartialEntity<RotaSwapAsk> & { state: SwapState },
): Promise<void> {
  await tx.update(RotaSwapAsk, { id: ask.id }, { ...change, version: NEXT_VERSION });
  await audit(tx, user, ask.id, 'update', change.state, ask.version + 1);
}

function audit(
  tx: Tx,
  user: CurrentUser,
  entityId: string,
  action: 'create' | 'update',
  detail: string,
  entityVersion = 1,
): Promise<void> {
  return recordAudit(tx, user, { action, entity: 'rota_swap', entityId, entityVersion, detail });
}
