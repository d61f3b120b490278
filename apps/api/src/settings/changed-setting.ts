import { SETTINGS, type SettingKey, type SettingValue } from '@shared-care/contracts/settings/shapes';
import { rows, type Tx } from '../platform/tx';
import { settingWords } from './setting-words';

/** Most lines in a mail; a list of bank holidays may be long. */
const MOST_LINES = 30;

/** What those who work by a setting are told when it changes. */
export async function changedSetting(
  tx: Tx,
  id: string,
): Promise<{ name: string; lines: string[]; by: string; from: Date } | null> {
  const [found] = await rows<{
    key: SettingKey;
    value: SettingValue;
    was: SettingValue | null;
    byDefault: boolean;
    proposedBy: string;
    decidedBy: string;
    from: Date;
  }>(
    tx,
    `SELECT s.key, s.value, b.value AS was, b.proposed_by IS NULL AS "byDefault", p.display_name AS "proposedBy",
            d.display_name AS "decidedBy", s.valid_from AS from
     FROM settings s JOIN users p ON p.id = s.proposed_by JOIN users d ON d.id = s.decided_by
     LEFT JOIN settings b ON b.id = s.based_on WHERE s.id = $1 AND s.state = 'confirmed'`,
    [id],
  );
  if (!found) return null;
  const { key, value, was, byDefault, proposedBy, decidedBy, from } = found;
  // Days that came with the product stand in their table alone, so there is nothing to compare with.
  const lines = key === 'bank_holidays' && byDefault ? settingWords(key, value, null) : settingWords(key, value, was);
  const shown =
    lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `${lines.length - MOST_LINES} more`] : lines;
  return { name: SETTINGS[key], lines: shown, by: `${proposedBy} and ${decidedBy}`, from };
}
