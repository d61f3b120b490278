import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { TransitionDetail, TransitionList } from '@shared-care/contracts/transition/answers';
import type { TransitionListQuery } from '@shared-care/contracts/transition/shapes';
import { pageOf } from '@shared-care/domain/list-page';
import { londonDate } from '@shared-care/domain/london-time';
import {
  birthday,
  CHECKLIST_FROM_YEARS,
  quarterOf,
  TRANSITION_SECTIONS,
  transitionSection,
  type TransitionSection,
} from '@shared-care/domain/transition';
import { recordAudit } from '../audit/audit';
import { TODAY_ONCE } from '../platform/asked-once';
import { databaseNow, type Tx } from '../platform/tx';
import { transitionOf, transitionsWhere } from './transition-rows';

const SECTIONS = Object.keys(TRANSITION_SECTIONS) as TransitionSection[];

export async function transitionDetail(tx: Tx, user: CurrentUser, patientId: string): Promise<TransitionDetail> {
  const found = await transitionOf(tx, patientId);
  await recordAudit(tx, user, { action: 'read', entity: 'transition', entityId: patientId, patientId });
  return {
    ...found,
    checklistFrom: birthday(found.patient.birthDate, CHECKLIST_FROM_YEARS, 6),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/**
 * Whom the unit looks through every week: over 18 and still here, between the two services, and those at the ages at
 * which something is to be settled.
 */
export async function transitionList(
  tx: Tx,
  user: CurrentUser,
  asked: TransitionListQuery,
  as: 'read' | 'export' = 'read',
): Promise<TransitionList> {
  const now = await databaseNow(tx);
  const near = await transitionsWhere(
    tx,
    `p.died_on IS NULL AND t.first_adult_visit_on IS NULL
       AND (t.transfer_on IS NOT NULL OR p.birth_date <= ${TODAY_ONCE} - interval '15 years')`,
    [],
  );
  const listed = near.flatMap(({ checklist: _, ...person }) => {
    const section = transitionSection(person.group, person.turns);
    return section === null ? [] : [{ person, section }];
  });
  const matching = listed.filter(({ section }) => asked.section === '' || section === asked.section);
  const people = pageOf(matching, asked, {
    section: ({ section }) => SECTIONS.indexOf(section),
    name: ({ person: { patient } }) => `${patient.familyName} ${patient.givenName}`,
    born: ({ person: { patient } }) => patient.birthDate,
    transfer: ({ person }) => person.transferOn,
  }).map(({ person }) => person);
  await recordAudit(tx, user, {
    action: as,
    entity: 'transition_list',
    patientIds: people.map(({ patient }) => patient.id),
    detail: `${matching.length} found`,
  });
  const counts: TransitionList['counts'] = {};
  for (const { section } of listed) counts[section] = (counts[section] ?? 0) + 1;
  return {
    quarter: quarterOf(londonDate(now)),
    people,
    total: matching.length,
    all: listed.length,
    counts,
    now: now.toISOString(),
  };
}
