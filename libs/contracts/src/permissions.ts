import { OPEN_ACCESS_ACTORS } from '@shared-care/domain/open-access-states';
import type { Role } from '@shared-care/domain/roles';

/**
 * Who may do what. The only place that says so: the API guard reads it, the dashboard hides what it refuses.
 * Default is refusal. `link_consultant` is further limited to own patients by row-level policies in the database.
 */
const EVERYONE: readonly Role[] = ['haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin'];
const PHU: readonly Role[] = ['haemostasis_nurse', 'phu_doctor'];
const CLINICAL: readonly Role[] = [...PHU, 'link_consultant'];
const STAFF: readonly Role[] = [...PHU, 'admin'];
const ADMIN: readonly Role[] = ['admin'];

export const PERMISSIONS = {
  session: { read: EVERYONE, end: EVERYONE },
  account: { read: EVERYONE, change: EVERYONE },
  live: { listen: EVERYONE },
  /** Lists of children: who may register one by hand may bring in many. */
  patientImport: { read: PHU, write: PHU },
  patient: { search: CLINICAL, read: CLINICAL, register: PHU, change: PHU },
  /** How a family is reached, and what a person must see and settle about a record. */
  contactDetails: { read: PHU, change: PHU },
  /** Parents, carers and places around a child; the local team sees less of it, as the database holds. */
  family: { read: CLINICAL, change: PHU },
  notice: { read: PHU, write: PHU },
  /** The unit's words about a drug, of no child. Whoever typed in them cannot approve them: the database holds it. */
  treatment: { read: PHU, write: PHU, approve: ['phu_doctor'] },
  /** Which child is on what. Others read it where the child is shown. */
  patientTreatment: { read: PHU, change: PHU },
  /** Whoever proposed cannot confirm: the database holds it. */
  merge: { read: PHU, propose: PHU, decide: PHU },
  hospital: { read: EVERYONE, describe: [...ADMIN, 'haemostasis_nurse'], manage: ADMIN },
  /** A link consultant proposes for their own hospital: a row-level policy says which. Whoever proposed cannot confirm. */
  contact: {
    check: [...ADMIN, 'haemostasis_nurse'],
    propose: [...ADMIN, 'haemostasis_nurse', 'link_consultant'],
    confirm: ADMIN,
  },
  adminHome: { read: ADMIN },
  /** Hospital lists of the NHS. They name no child. */
  odsImport: { read: ADMIN, write: ADMIN },
  /** Own hospital, name, mail sender: each change by two admins, as the database holds. */
  unit: { read: ADMIN, change: ADMIN },
  readiness: { read: STAFF },
  /** Nurses and admins look after the rota; admins see names of staff in it, nothing about children. */
  rota: { read: STAFF, write: ['haemostasis_nurse', 'admin'] },
  attendance: { log: CLINICAL, match: PHU, update: PHU, correct: PHU, draft: CLINICAL },
  alert: { list: PHU, read: PHU, acknowledge: PHU, work: PHU, close: PHU, hand_over: PHU, change_tier: PHU },
  homeTherapy: { read: PHU, change: PHU },
  reminder: { read: PHU, change: PHU },
  survey: { read: PHU, change: PHU, send: PHU },
  request: { list: PHU, read: PHU, open: PHU, work: PHU },
  // The approved text is for everybody who may see the child; drafts and old versions are for the unit.
  emergencyPlan: { read_card: CLINICAL, read: PHU, write: PHU, approve: ['phu_doctor'] },
  /** Posts, dates and cover hold nothing about a child. A link consultant changes their own alone. */
  linkConsultant: { list: EVERYONE, add: [...PHU, ...ADMIN], change: EVERYONE },
  transition: { read: PHU, change: PHU },
  sharedCareLink: { read: CLINICAL, change: PHU },
  /** Trouble is told to admins too: it names no child. */
  delivery: { trouble: [...PHU, 'admin'], confirm: PHU },
  demoMail: { read: EVERYONE },
  /** What each step needs of the arrangement itself is in the domain's state machine. */
  openAccess: {
    read: CLINICAL,
    draft: OPEN_ACCESS_ACTORS.send,
    agree: ['link_consultant'],
    /** Somebody at the hospital without an account agreed. */
    record_agreement: PHU,
    send_back: OPEN_ACCESS_ACTORS.send_back,
    confirm: CLINICAL,
    suspend: OPEN_ACCESS_ACTORS.suspend,
    withdraw: OPEN_ACCESS_ACTORS.withdraw,
    board: PHU,
  },
  /** A comment works nothing: acknowledging and closing stay with the unit. */
  ownPatients: { read: ['link_consultant'], comment: ['link_consultant'] },
  correction: { suggest: ['link_consultant'], decide: PHU },
  insight: { alert_load: PHU },
  letter: { read: PHU, issue: PHU, write_template: PHU, approve_template: ['phu_doctor'] },
  // About no child: it opens without breaking any glass.
  emergencyAdvice: { read: CLINICAL },
  // Nurses and doctors of the unit see every child already; they review instead.
  breakGlass: { use: ['link_consultant'], review: PHU },
  /** Nothing about a child. On some the second person must be a nurse or doctor: settings.ts says which. */
  setting: { read: STAFF, propose: STAFF, decide: STAFF },
  user: {
    list: ADMIN,
    invite: ADMIN,
    disable: ADMIN,
    end_sessions: ADMIN,
    unlock: ADMIN,
    change_role: ADMIN,
    attach_identity: ADMIN,
    /** Letting somebody in again: never by one admin alone. The database holds it. */
    recover: ADMIN,
  },
  /** By patient and unusual access until there is a lead nurse to leave them to; an admin sees no child in it. */
  audit: { by_patient: PHU, export: PHU, unusual: PHU, by_user: ADMIN, export_by_user: ADMIN },
} as const satisfies Record<string, Record<string, readonly Role[]>>;

export type Resource = keyof typeof PERMISSIONS;
export type ActionOn<R extends Resource> = Extract<keyof (typeof PERMISSIONS)[R], string>;

export function permits<R extends Resource>(role: Role, resource: R, action: ActionOn<R>): boolean {
  const allowed = PERMISSIONS[resource][action] as readonly Role[] | undefined;
  return allowed?.includes(role) ?? false;
}
