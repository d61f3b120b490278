import type {
  ContactDetails,
  ContactHistoryLine,
  ContactTouches,
  ListedContactChange,
} from '@shared-care/contracts/contacts/answers';
import type { HospitalUnit } from '@shared-care/contracts/hospitals/answers';
import { CHECK_OUTCOMES, CHECK_SOURCES } from '@shared-care/domain/contact-health';
import { CONTACT_PURPOSES, HOURS_BANDS } from '@shared-care/domain/where-and-whom';

/** One field of a contact in words, so that two contacts can be laid side by side. */
export interface Facet {
  name: string;
  value: string;
}

const NOT_RECORDED = 'Not recorded';

export function facets(details: ContactDetails, units: readonly HospitalUnit[] = []): Facet[] {
  return [
    { name: 'Number', value: details.phone },
    { name: 'Extension', value: details.extension ?? NOT_RECORDED },
    { name: 'Bleep', value: details.bleep ?? NOT_RECORDED },
    { name: 'Answered', value: HOURS_BANDS[details.hours] },
    { name: 'Name', value: details.label },
    { name: 'For', value: CONTACT_PURPOSES[details.purpose] },
    { name: 'Unit', value: units.find(({ id }) => id === details.unitId)?.name ?? 'The whole hospital' },
    { name: 'Email', value: details.email ?? NOT_RECORDED },
    { name: 'Public list', value: details.onPublicList ? 'Yes' : 'No' },
  ];
}

/** What a change would make different, old and new. */
export function differences(
  change: ListedContactChange,
  units: readonly HospitalUnit[] = [],
): (Facet & { was: string | null })[] {
  if (!change.becomes) return [];
  const was = change.was && facets(change.was, units);
  return facets(change.becomes, units)
    .map((facet, place) => ({ ...facet, was: was?.[place]?.value ?? null }))
    .filter(({ value, was: before }) => (before === null ? value !== NOT_RECORDED : value !== before));
}

export function historyWords(line: ContactHistoryLine): string {
  if (line.kind === 'check')
    return `${CHECK_OUTCOMES[line.outcome]}: ${line.number} (${CHECK_SOURCES[line.source].toLowerCase()})`;
  const { change } = line;
  const what =
    change.kind === 'end'
      ? `${change.was?.phone ?? ''} given up`
      : change.kind === 'add'
        ? `${change.becomes?.phone ?? ''} added`
        : differences(change)
            .map(({ name, value, was }) => `${name}: ${was ?? ''} → ${value}`)
            .join('; ');
  const decided =
    change.state === 'waiting'
      ? 'waits for a second person'
      : change.state === 'confirmed'
        ? `confirmed by ${change.decidedBy ?? ''}, who rang and spoke to ${change.decidedWords ?? ''}`
        : `withdrawn by ${change.decidedBy ?? ''}: ${change.decidedWords ?? ''}`;
  return `${what}. Proposed by ${change.proposedBy.displayName} (${change.because}), ${decided}`;
}

/** "Used in 12 open access arrangements, 3 letters and 1 plan." */
export function usedInWords(touches: ContactTouches): string {
  const used = [
    ...some(touches.arrangements, 'open access arrangement', 'open access arrangements'),
    ...some(touches.letters, 'letter', 'letters'),
    ...some(touches.cards, 'emergency card', 'emergency cards'),
    ...some(touches.plans, 'emergency plan', 'emergency plans'),
  ];
  const list = used.length < 2 ? used.join('') : `${used.slice(0, -1).join(', ')} and ${used.at(-1)!}`;
  return used.length === 0 ? 'Written in no arrangement, letter, card or plan.' : `Used in ${list}.`;
}

/** "14 children here are told to ring it"; nothing when there are none. */
export function childrenHereWords({ links }: ContactTouches): string {
  return some(links, 'child here is told to ring it', 'children here are told to ring it').join('');
}

function some(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}
