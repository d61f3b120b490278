import type { Role } from '@shared-care/domain/roles';

export const EVERYONE: readonly Role[] = ['haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin'];
export const PHU: readonly Role[] = ['haemostasis_nurse', 'phu_doctor'];
export const CLINICAL: readonly Role[] = [...PHU, 'link_consultant'];
export const STAFF: readonly Role[] = [...PHU, 'admin'];
export const ADMIN: readonly Role[] = ['admin'];
export const DOCTOR: readonly Role[] = ['phu_doctor'];
export const CONSULTANT: readonly Role[] = ['link_consultant'];
export const NURSE_AND_ADMIN: readonly Role[] = ['haemostasis_nurse', 'admin'];

/** Which roles may do what with the resources of a concept. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>>;
