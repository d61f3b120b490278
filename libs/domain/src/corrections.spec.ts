import { describe, expect, it } from 'vitest';
import { consentNeeded, CORRECTIONS, type CorrectionKind } from './corrections';
import { ROLES, type Role } from './roles';

const facts = { everRed: true, ownedByAnother: false, role: 'haemostasis_nurse', tier: 'red' } as const;

describe('whose agreement a correction needs', () => {
  it.each([
    ['cancel', {}, 'nobody'],
    ['cancel', { ownedByAnother: true }, 'owner'],
    ['entered_in_error', {}, 'second_person'],
    ['entered_in_error', { ownedByAnother: true }, 'owner'],
    ['entered_in_error', { everRed: false }, 'nobody'],
    ['wrong_patient', {}, 'second_person'],
    ['wrong_patient', { everRed: false }, 'nobody'],
    ['lower_tier', {}, 'second_person'],
    ['lower_tier', { role: 'phu_doctor' }, 'nobody'],
    ['lower_tier', { tier: 'amber' }, 'nobody'],
  ] as const)('%s with %o: %s', (kind, change, consent) => {
    expect(consentNeeded(kind, { ...facts, ...change })).toBe(consent);
  });

  it('after a Red no role alone takes anything back that others acted on, except the owner by cancelling', () => {
    for (const role of Object.keys(ROLES) as Role[]) {
      for (const kind of Object.keys(CORRECTIONS) as CorrectionKind[]) {
        const alone = consentNeeded(kind, { ...facts, role, tier: 'amber' }) === 'nobody';
        expect(alone, `${role} ${kind}`).toBe(kind === 'cancel' || kind === 'lower_tier');
      }
    }
  });
});
