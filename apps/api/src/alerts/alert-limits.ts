import { DEFAULT_LIMITS, type AlertLimits } from '@shared-care/domain/alert-clock';
import { rows, type Tx } from '../platform/tx';

/** How long an alert may wait, as this unit has set it: one row for all processes, so that none differ. */
export async function alertLimits(tx: Tx): Promise<AlertLimits> {
  const [set] = await rows<Pick<AlertLimits, 'redMinutes' | 'amberMinutes'>>(
    tx,
    'SELECT red_minutes AS "redMinutes", amber_minutes AS "amberMinutes" FROM alert_limits',
  );
  return { ...DEFAULT_LIMITS, ...set };
}
