import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Setting, SettingsPage, SettingVersion } from '@shared-care/contracts/settings/answers';
import { NEEDS_CLINICIAN, SETTINGS, type SettingKey, type SettingValue } from '@shared-care/contracts/settings/shapes';
import { daysBetween, londonDate } from '@shared-care/domain/london-time';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { knownHolidays } from './holiday-file';
import { settingWords } from './setting-words';

/** How many days before its end the calendar is worth a warning; the rota warns as early. */
const ENDING_DAYS = 90;

export interface SettingRow extends Omit<SettingVersion, 'words'> {
  key: SettingKey;
  basedOn: string | null;
}

const ROW = `SELECT s.id, s.version, s.key, s.state, s.value, s.based_on AS "basedOn", s.reason, s.proposed_at AS "proposedAt",
    s.decided_at AS "decidedAt", s.valid_from AS "validFrom",
    CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'displayName', p.display_name) END AS "proposedBy",
    CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'displayName', d.display_name) END AS "decidedBy"
  FROM settings s LEFT JOIN users p ON p.id = s.proposed_by LEFT JOIN users d ON d.id = s.decided_by`;

export async function settingRow(tx: Tx, id: string): Promise<SettingRow | null> {
  const [found] = await rows<SettingRow>(tx, `${ROW} WHERE s.id = $1`, [id]);
  return found ?? null;
}

/** The value that a proposal would take the place of: the newest confirmed one, begun or not. */
export async function standingSetting(tx: Tx, key: SettingKey): Promise<SettingRow> {
  const [found] = await rows<SettingRow>(
    tx,
    `${ROW} WHERE s.key = $1 AND s.state = 'confirmed' ORDER BY s.valid_from DESC, s.decided_at DESC NULLS LAST LIMIT 1`,
    [key],
  );
  return found!;
}

export async function settingsPage(tx: Tx, user: CurrentUser): Promise<SettingsPage> {
  const now = await databaseNow(tx);
  const known = await knownHolidays(tx);
  const all = await rows<SettingRow>(
    tx,
    `${ROW} ORDER BY s.proposed_by IS NULL, coalesce(s.decided_at, s.proposed_at) DESC, s.id`,
  );
  const keys = Object.keys(SETTINGS) as SettingKey[];
  const settings: Setting[] = [];
  for (const key of keys) {
    const stands = await standingSetting(tx, key);
    settings.push(
      shown(
        user,
        now,
        all.filter((row) => row.key === key),
        // The table is the list: days that came with the product stand in no setting.
        key === 'bank_holidays' ? { ...stands, value: { days: known } } : stands,
      ),
    );
  }
  const last = known.at(-1)?.date;
  const until = last === undefined ? null : `${last.slice(0, 4)}-12-31`;
  const daysLeft = until === null ? 0 : Math.max(0, daysBetween(londonDate(now), until));
  return { settings, calendar: { until, daysLeft, ending: daysLeft < ENDING_DAYS }, now: now.toISOString() };
}

function shown(user: CurrentUser, now: Date, all: readonly SettingRow[], stands: SettingRow): Setting {
  const { key } = stands;
  const waiting = all.find(({ state }) => state === 'waiting') ?? null;
  const came = all.find(({ proposedBy }) => proposedBy === null)!;
  const valueOf = (id: string | null): SettingValue | null =>
    id === stands.id ? stands.value : (all.find((row) => row.id === id)?.value ?? null);
  const version = (row: SettingRow): SettingVersion => versionOf(row, valueOf(row.basedOn));
  const whyNot = waiting === null ? null : whyNotConfirm(user, waiting);
  const begins = stands.validFrom !== null && new Date(stands.validFrom) > now ? stands.validFrom : null;
  return {
    key,
    current: { ...version(stands), words: settingWords(key, stands.value, null) },
    begins,
    waiting: waiting && version(waiting),
    history: all.filter(({ state }) => state !== 'waiting').map(version),
    mayConfirm: waiting !== null && whyNot === null,
    whyNot,
    default: came.value,
  };
}

function versionOf({ key, basedOn: _, ...row }: SettingRow, was: SettingValue | null): SettingVersion {
  const words =
    key === 'bank_holidays' && was === null ? ['As published with the product'] : settingWords(key, row.value, was);
  return { ...row, words };
}

/** In words what the database holds. */
export function whyNotConfirm(
  user: Pick<CurrentUser, 'id' | 'role'>,
  { key, proposedBy }: Pick<SettingRow, 'key' | 'proposedBy'>,
): string | null {
  if (proposedBy?.id === user.id) return 'You proposed this. Somebody else confirms it.';
  if (NEEDS_CLINICIAN.includes(key) && user.role === 'admin')
    return 'A nurse or a doctor of the unit confirms this: a child’s safety hangs on it.';
  return null;
}
