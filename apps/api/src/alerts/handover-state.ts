import type { HandoverState } from '@shared-care/contracts/alerts/answers';
import { handoverMoment } from '@shared-care/domain/handover';
import { hoursAt } from '@shared-care/domain/working-time';
import { askBankHolidays } from '../hospitals/hospitals';
import { Question } from '../platform/questions';

/** What Today says about the change of shift: something of the nurses' is still to be handed over; nobody asked yet. */
export function askHandoverState(): Question<HandoverState> {
  return Question.all({
    now: Question.now(),
    calendar: askBankHolidays(),
    left: Question.row<{ left: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM alerts al JOIN users o ON o.id = al.owner_id
                      WHERE al.state IN ('acknowledged', 'awaiting') AND al.kind IN ('attendance', 'break_glass')
                        AND al.tier <> 'blue' AND o.role = 'haemostasis_nurse') AS left`,
    ),
    answered: Question.rows<{ morning: string }>(
      'SELECT morning FROM overnight_call_answers WHERE morning > sec.now()::date - 14',
    ),
  }).to(({ now, calendar, left, answered }) => {
    const moment = handoverMoment(now, calendar);
    return {
      from: hoursAt(now, calendar).handoverFrom,
      due: moment.kind === 'evening' && left!.left,
      asksForCalls: moment.kind === 'morning' && !answered.some(({ morning }) => morning === moment.morning),
    };
  });
}
