import type { HandoverState } from '@shared-care/contracts/alerts/answers';
import { handoverMoment } from '@shared-care/domain/handover';
import { hoursAt } from '@shared-care/domain/working-time';
import { bankHolidays } from '../hospitals/hospitals';
import { rows, type Tx } from '../platform/tx';

/** What Today says about the change of shift: something of the nurses' is still to be handed over; nobody asked yet. */
export async function handoverState(tx: Tx, now: Date): Promise<HandoverState> {
  const calendar = await bankHolidays(tx);
  const moment = handoverMoment(now, calendar);
  const [found] = await rows<{ left: boolean; answered: boolean }>(
    tx,
    `SELECT EXISTS (SELECT 1 FROM alerts al JOIN users o ON o.id = al.owner_id
                    WHERE al.state IN ('acknowledged', 'awaiting') AND al.kind IN ('attendance', 'break_glass')
                      AND al.tier <> 'blue' AND o.role = 'haemostasis_nurse') AS left,
            EXISTS (SELECT 1 FROM overnight_call_answers WHERE morning = $1) AS answered`,
    [moment.morning],
  );
  return {
    from: hoursAt(now, calendar).handoverFrom,
    due: moment.kind === 'evening' && found!.left,
    asksForCalls: moment.kind === 'morning' && !found!.answered,
  };
}
