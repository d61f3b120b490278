import type { Reminder, ReminderList, ReminderRule } from '@shared-care/contracts/reminders/answers';
import {
  REMINDER_RULES,
  type ReminderKey,
  type ReminderListQuery,
  type SwitchRule,
} from '@shared-care/contracts/reminders/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ReminderRule as ReminderRuleRow, ReminderDigest } from '@shared-care/database/entities/care-review';
import { byChild } from '@shared-care/domain/by-child';
import { pageOf } from '@shared-care/domain/list-page';
import { londonDate } from '@shared-care/domain/london-time';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { Conflict, InvalidInput, NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { RULES } from './rules';

const KEYS = Object.keys(REMINDER_RULES) as ReminderKey[];
/** Nothing is reminded of for a child who has died or moved away, or whose record went into another. */
const LIVES = 'p.died_on IS NULL AND p.moved_away_on IS NULL AND p.merged_into_id IS NULL';

function dueOf(keys: readonly ReminderKey[]): string {
  const each = keys.map((key) => `SELECT '${key}' AS key, f.* FROM (${RULES[key]}) f`);
  return `FROM (${each.join(' UNION ALL ')}) f JOIN patients p ON p.id = f.id WHERE ${LIVES}`;
}

async function found(tx: Tx, keys: readonly ReminderKey[]): Promise<Reminder[]> {
  if (keys.length === 0) return [];
  return rows<Reminder>(
    tx,
    `SELECT f.key, ${IDENTITY} AS patient, f.what, f."on" ${dueOf(keys)} ORDER BY f."on" NULLS FIRST, p.family_name, p.id`,
  );
}

const ofChild = ({ patient }: Reminder) => patient;

/** How many children each rule finds; a rule may find one child for several ages. */
function childrenPerRule(reminders: readonly Reminder[]): ReminderList['counts'] {
  return Object.fromEntries(
    KEYS.map((key) => [
      key,
      byChild(
        reminders.filter((each) => each.key === key),
        ofChild,
      ).length,
    ]).filter(([, n]) => n !== 0),
  );
}

/** The rules with how many children each finds, and a page of those whom one rule, or all that are switched on, find. */
export async function reminderList(
  tx: Tx,
  user: CurrentUser,
  asked: ReminderListQuery,
  as: 'read' | 'export' = 'read',
): Promise<ReminderList> {
  const rules = await ruleRows(tx);
  const all = await found(tx, KEYS);
  const on = new Set(rules.filter(({ switchedOn }) => switchedOn).map(({ key }) => key));
  const due = all.filter(({ key }) => on.has(key));
  const children = byChild(asked.rule === '' ? due : all.filter(({ key }) => key === asked.rule), ofChild);
  const shown = pageOf(children, asked, {
    // What was never done waits longest.
    due: ([first]) => first!.on ?? '',
    name: ([first]) => `${first!.patient.familyName} ${first!.patient.givenName}`,
  });
  await recordAudit(tx, user, {
    action: as,
    entity: 'reminder_list',
    patientIds: shown.map(([first]) => first!.patient.id),
    detail: `${children.length} found`,
  });
  const finds = childrenPerRule(all);
  return {
    rules: rules.map((rule) => ({ ...rule, finds: finds[rule.key] ?? 0 })),
    due: shown.flat(),
    total: children.length,
    all: byChild(due, ofChild).length,
    counts: childrenPerRule(due),
    digest: await digest(tx, due),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** @throws Conflict when somebody else switched it meanwhile */
export async function switchRule(tx: Tx, user: CurrentUser, { key, version, switchedOn }: SwitchRule): Promise<void> {
  const { affected } = await tx.update(
    ReminderRuleRow,
    { key, version },
    { switchedOn, changedBy: user.id, changedAt: NOW, version: NEXT_VERSION },
  );
  if (affected === 0) {
    const now = (await ruleRows(tx)).find((rule) => rule.key === key);
    if (!now) throw new NotFound();
    throw new Conflict(`${now.changedBy ?? 'Somebody'} has switched this rule ${now.switchedOn ? 'on' : 'off'}.`, {
      switchedOn: now.switchedOn,
      version: now.version,
    });
  }
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'reminder_rule',
    detail: `${key} ${switchedOn ? 'on' : 'off'}`,
  });
}

/** Marks a week's digest as looked at: the screen then leaves it folded. */
export async function seeDigest(tx: Tx, user: CurrentUser, weekOf: string): Promise<void> {
  if (weekOf > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'weekOf', message: 'This week is still to come.' }]);
  await tx.query(
    `INSERT INTO reminder_digests (user_id, week_of, counts, seen_at) VALUES (sec.uid(), $1, '{}', sec.now())
     ON CONFLICT (user_id, week_of) DO UPDATE SET seen_at = sec.now()`,
    [weekOf],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'reminder_digest', detail: weekOf });
}

async function ruleRows(tx: Tx): Promise<Omit<ReminderRule, 'finds'>[]> {
  const stored = await rows<Omit<ReminderRule, 'finds' | 'words'>>(
    tx,
    `SELECT r.key, r.switched_on AS "switchedOn", u.display_name AS "changedBy", r.changed_at AS "changedAt", r.version
     FROM reminder_rules r LEFT JOIN users u ON u.id = r.changed_by`,
  );
  return KEYS.flatMap((key) => {
    const row = stored.find((each) => each.key === key);
    return row ? [{ ...row, words: REMINDER_RULES[key] }] : [];
  });
}

const MONDAY = `date_trunc('week', sec.now() AT TIME ZONE 'Europe/London')::date`;

/** One a week for each person, made when they first look: counts alone, kept to compare with. */
async function digest(tx: Tx, due: readonly Reminder[]): Promise<ReminderList['digest']> {
  const counts = childrenPerRule(due);
  await insertOnce(tx, ReminderDigest, { userId: () => 'sec.uid()', weekOf: () => MONDAY, counts });
  const [kept] = await rows<ReminderList['digest']>(
    tx,
    `SELECT d.week_of AS "weekOf", d.counts, d.seen_at IS NOT NULL AS seen,
            (SELECT b.counts FROM reminder_digests b WHERE b.user_id = d.user_id AND b.week_of < d.week_of
             ORDER BY b.week_of DESC LIMIT 1) AS before
     FROM reminder_digests d WHERE d.user_id = sec.uid() AND d.week_of = ${MONDAY}`,
  );
  return kept!;
}

/** As many children as the list shows: of the rules that are switched on. */
export async function remindersDue(tx: Tx): Promise<number> {
  const keys = (await ruleRows(tx)).filter(({ switchedOn }) => switchedOn).map(({ key }) => key);
  if (keys.length === 0) return 0;
  const [counted] = await rows<{ count: number }>(tx, `SELECT count(DISTINCT p.id)::int AS count ${dueOf(keys)}`);
  return counted!.count;
}
