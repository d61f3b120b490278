import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { HolidayChanges } from '@shared-care/contracts/settings/answers';
import {
  BankHolidaysValue,
  type ProposeHolidays,
  type ProposeSetting,
  type SettingKey,
  type SettingValue,
} from '@shared-care/contracts/settings/shapes';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { holidayChanges, holidaysAfter, knownHolidays, readHolidayFile } from './holiday-file';
import { settingRow, standingSetting, whyNotConfirm } from './setting-rows';
import { settingWords } from './setting-words';

/** The first half of a change: nothing changes until another person confirms. */
export async function proposeSetting(
  tx: Tx,
  user: CurrentUser,
  { key, value, ...asked }: ProposeSetting,
): Promise<void> {
  const stands = await standingSetting(tx, key);
  if (settingWords(key, value, stands.value).length === 0) throw new Refused('It reads so already.');
  await propose(tx, user, { key, value, ...asked });
}

export async function previewHolidays(tx: Tx, file: string): Promise<HolidayChanges> {
  return holidayChanges(readHolidayFile(file), await knownHolidays(tx));
}

/** A newer published list. What is known and not in it stays, but for the days somebody named one by one. */
export async function proposeHolidays(
  tx: Tx,
  user: CurrentUser,
  { file, remove, ...asked }: ProposeHolidays,
): Promise<void> {
  const [published, known] = [readHolidayFile(file), await knownHolidays(tx)];
  const changes = holidayChanges(published, known);
  if (changes.added.length + changes.renamed.length + remove.length === 0)
    throw new Refused('Every day of this file is known already, so there is nothing to change.');
  const value: BankHolidaysValue = { days: holidaysAfter(published, known, remove) };
  await propose(tx, user, { key: 'bank_holidays', value, ...asked });
}

async function propose(
  tx: Tx,
  user: CurrentUser,
  { key, value, reason, seen }: { key: SettingKey; value: SettingValue; reason: string; seen: string },
): Promise<void> {
  const [made] = await rows<{ id: string | null }>(tx, 'SELECT sec.propose_setting($1, $2, $3, $4) AS id', [
    key,
    JSON.stringify(value),
    reason,
    seen,
  ]);
  if (!made?.id) {
    const stands = await standingSetting(tx, key);
    const words =
      stands.id === seen
        ? 'A change of this waits for somebody else already. Decide that one first.'
        : 'Somebody else changed this meanwhile. Look at it again.';
    throw new Conflict(words, { id: stands.id, value: stands.value });
  }
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'setting',
    entityId: made.id,
    detail: `propose ${key}`,
    reason,
  });
}

/** The second half, or its end. @throws Conflict when it was decided meanwhile, or what it was to change has changed */
export async function decideSetting(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { version, accept }: { version: number; accept: boolean },
): Promise<void> {
  const row = await settingRow(tx, id);
  if (!row) throw new NotFound();
  const whyNot = accept ? whyNotConfirm(user, row) : null;
  if (whyNot !== null) throw new Refused(whyNot);
  const [answer] = await rows<{ decided: boolean }>(tx, 'SELECT sec.decide_setting($1, $2, $3) AS decided', [
    id,
    version,
    accept,
  ]);
  if (!answer?.decided)
    throw new Conflict('This was decided or changed meanwhile. Look at it again.', {
      version: row.version,
      state: row.state,
    });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'setting',
    entityId: id,
    detail: `${accept ? 'confirm' : 'decline'} ${row.key}`,
  });
}
