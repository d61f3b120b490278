import type { AlertEvent } from '@shared-care/contracts/alerts/answers';

const DONE: Record<AlertEvent['kind'], string> = {
  raised: 'Alert raised',
  acknowledged: 'Acknowledged',
  handed_back: 'Handed back',
  liaison: 'Liaison entry added',
  checklist: 'Checklist answered',
  first_treatment: 'Recorded',
  moved: 'Child moved',
  matched: 'Child matched to a record',
  tier_raised: 'Tier raised',
  awaiting: 'Put aside',
  resumed: 'Taken up again',
  closed: 'Closed',
  reopened: 'Re-opened',
  withdrawn: 'Withdrawn',
  escalated: 'Not acknowledged in time, so more people were told',
  told_again: 'Still not acknowledged, re-notified',
  returned: 'Owned without any liaison entry for too long, so back in the queue',
  woken: 'The time to look again has come',
  unmatched_long: 'Still not matched to a record, nurse in charge told',
  delivery_failed: 'Could not be delivered',
  telephoned: 'Telephoned',
  call_taken_back: 'Call taken back',
  offered: 'Handed over',
  offer_taken_back: 'Handover taken back',
  offer_accepted: 'Accepted',
  offer_declined: 'Handover declined',
  tier_lowered: 'Tier lowered',
  correction_asked: 'Asked for agreement',
  correction_refused: 'Nothing changed',
  moved_to_patient: 'Moved to this child’s record',
  liaison_struck_out: 'Liaison entry struck out',
  facts_corrected: 'Facts corrected',
  handover_note: 'Handover note written',
  record_changed: 'The record changed',
  match_undone: 'Match undone: not this child',
};

/** "Acknowledged by A Boyd", with what more is known after a colon. */
export function eventInWords(event: AlertEvent): string {
  const by = event.by === null ? '' : ` by ${event.by}`;
  if (event.kind === 'tier_lowered' && event.detail !== null) {
    const [, tiers = '', reason = ''] = /^(from \S+ to \S+): (.*)$/s.exec(event.detail) ?? [];
    return `Tier lowered ${tiers}${by}: ${reason}`;
  }
  const more = event.detail === null || event.detail === '' ? '' : `: ${event.detail}`;
  return `${DONE[event.kind]}${by}${more}`;
}
