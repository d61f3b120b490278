import type { AlertDetail, AlertEvent, LiaisonEntry } from '@shared-care/contracts/alerts/answers';
import { TIER_TRIGGERS, TIERS } from '@shared-care/domain/alert-tier';
import { TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { COMMENT_KINDS } from '@shared-care/domain/record-correction';
import type { IconName } from '@shared-care/ui/icon/icon-names';
import { eventInWords } from './event-words';

/** Which part of the story is shown. */
export type StoryPart = 'all' | 'calls' | 'deliveries';

/** One thing that happened: a mark, what it was, and the words of the person who said something. */
export interface StoryItem {
  id: string;
  at: string;
  icon: IconName;
  /** Who did it: then their initials stand in place of the icon. */
  by: string | null;
  /** Something went wrong, or somebody from outside speaks. */
  tone: 'plain' | 'bad' | 'outside';
  words: string;
  said: string | null;
  entry: LiaisonEntry | null;
}

const ICONS: Partial<Record<AlertEvent['kind'], IconName>> = {
  raised: 'warning',
  escalated: 'history',
  told_again: 'history',
  delivery_failed: 'undelivered',
  telephoned: 'phone',
  call_taken_back: 'phone',
  first_treatment: 'treatment',
  moved: 'hospital',
  awaiting: 'clock',
  woken: 'clock',
  returned: 'history',
  closed: 'tick',
  checklist: 'tick',
  matched: 'person',
};
const BAD: ReadonlySet<AlertEvent['kind']> = new Set(['delivery_failed', 'returned']);

/** Everything that happened to an alert, newest last. */
export function storyOf(alert: AlertDetail): StoryItem[] {
  const items = [
    ...arrival(alert),
    // Calls stand here in full, so the line which only says that there is one is left out.
    ...[...alert.events].reverse().flatMap((event) => (event.kind === 'liaison' ? [] : [ofEvent(event, alert)])),
    ...alert.liaisonEntries.map((entry) => ofEntry(entry)),
    ...alert.consultantComments.map(({ id, kind, words, by, at }): StoryItem => ({
      ...plain(id, at, `${by}, link consultant: ${COMMENT_KINDS[kind].toLowerCase()}`),
      by,
      tone: 'outside',
      said: words || null,
    })),
  ];
  return items.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function plain(id: string, at: string, words: string): StoryItem {
  return { id, at, icon: 'info', by: null, tone: 'plain', words, said: null, entry: null };
}

function arrival({ id, attendance }: AlertDetail): StoryItem[] {
  if (attendance === null) return [];
  const unit = attendance.unitKind === null ? '' : `, ${UNIT_KINDS[attendance.unitKind].toLowerCase()}`;
  const words = `Arrived at ${attendance.hospital.name}${unit}`;
  return [{ ...plain(`${id} arrived`, attendance.arrivedAt, words), icon: 'hospital' }];
}

function ofEvent(event: AlertEvent, alert: AlertDetail): StoryItem {
  const item: StoryItem = {
    ...plain(event.id, event.at, eventInWords(event)),
    icon: ICONS[event.kind] ?? 'info',
    by: event.kind === 'raised' ? null : event.by,
    tone: BAD.has(event.kind) ? 'bad' : 'plain',
  };
  if (event.kind !== 'raised') return item;
  const told = alert.attendance === null ? '' : `, told by ${TOLD_BY[alert.attendance.toldBy].toLowerCase()}`;
  const why = TIER_TRIGGERS[alert.triggers[0] ?? alert.trigger].words;
  return { ...item, words: `Alert raised: ${why}. Logged by ${alert.loggedBy}${told}`, said: alert.note };
}

function ofEntry(entry: LiaisonEntry): StoryItem {
  return { ...plain(entry.id, entry.at, ''), icon: 'phone', by: entry.recordedBy, entry };
}

/** A tier as its chip says it: "Red: head injury". */
export function tierAndReason({ tier, trigger }: Pick<AlertDetail, 'tier' | 'trigger'>): string {
  return `${TIERS[tier]}: ${TIER_TRIGGERS[trigger].words}`;
}
