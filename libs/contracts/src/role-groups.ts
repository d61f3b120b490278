import type { Role } from '@shared-care/domain/roles';

export const EVERYONE: readonly Role[] = ['haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin'];
export const PHU: readonly Role[] = ['haemostasis_nurse', 'phu_doctor'];
export const CLINICAL: readonly Role[] = [...PHU, 'link_consultant'];
export const STAFF: readonly Role[] = [...PHU, 'admin'];
export const ADMIN: readonly Role[] = ['admin'];

/** Which roles may do what with the resources of a concept. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>>;
