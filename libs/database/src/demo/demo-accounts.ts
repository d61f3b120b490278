import type { Role } from '@shared-care/domain/roles';

/** Published, so it may open fictional data only: the accounts exist in demo mode and nowhere else. */
export const DEMO_PASSWORD = 'shared care demo';

export interface DemoAccountSeed {
  email: string;
  displayName: string;
  role: Role;
  /** ODS site code of a link consultant's hospital. */
  hospital?: string;
}

export const DEMO_ACCOUNTS: readonly DemoAccountSeed[] = [
  { email: 'a.boyd@example.org', displayName: 'A Boyd', role: 'haemostasis_nurse' },
  { email: 'j.ferrars@example.org', displayName: 'J Ferrars', role: 'haemostasis_nurse' },
  { email: 'k.shah@example.org', displayName: 'Dr K Shah', role: 'phu_doctor' },
  { email: 't.adeyemi@example.org', displayName: 'Dr T Adeyemi', role: 'phu_doctor' },
  { email: 'c.marsh@example.org', displayName: 'Dr C Marsh', role: 'phu_doctor' },
  { email: 'n.sethi@example.org', displayName: 'Dr N Sethi', role: 'phu_doctor' },
  { email: 'm.okoro@example.org', displayName: 'Dr M Okoro', role: 'link_consultant', hospital: 'RHW01' },
  { email: 'p.lindqvist@example.org', displayName: 'Dr P Lindqvist', role: 'link_consultant', hospital: 'RXQ02' },
  { email: 'admin@example.org', displayName: 'T Admin', role: 'admin' },
  // A change of role needs two.
  { email: 'r.quist@example.org', displayName: 'R Quist', role: 'admin' },
];
