import type { PatientRisks } from '@shared-care/contracts/patients/answers';
import type { ChildTreatment } from '@shared-care/domain/treatments';
import { describe, expect, it } from 'vitest';
import { clockInWords, levelInWords, reasonInWords, riskFlags } from './alert-words';

const EMICIZUMAB: ChildTreatment = {
  id: '1',
  treatmentId: 't1',
  name: 'Emicizumab',
  class: 'factor_viii_mimetic',
  regimen: '',
  purpose: 'prophylaxis',
  startedOn: null,
  stoppedOn: null,
  countsUntil: null,
  redWhenBleeding: true,
  careWith: ['apcc'],
  words: null,
};
const DESMOPRESSIN: ChildTreatment = { ...EMICIZUMAB, id: '2', name: 'Desmopressin', redWhenBleeding: false };
const RISKS: PatientRisks = {
  diagnosis: 'haemophilia_a',
  severity: 'severe',
  baselineLevel: null,
  inhibitor: 'none',
  inhibitorOn: null,
  treatments: [],
  centralLine: 'none',
  weightKg: null,
  weighedOn: null,
  allergyState: 'none_known',
  allergies: null,
};

describe('an alert in words', () => {
  it('names every risk and nothing that is none', () => {
    expect(riskFlags(RISKS)).toEqual([]);
    expect(
      riskFlags({
        ...RISKS,
        inhibitor: 'present',
        treatments: [EMICIZUMAB, DESMOPRESSIN],
        centralLine: 'port',
        allergyState: 'known',
      }),
    ).toEqual(['Inhibitor', 'Emicizumab', 'Port', 'Allergy: not described']);
  });

  it('says how long is left, and by how much the time has passed', () => {
    const alert = { acknowledgeBy: '2026-11-23T14:20:00Z' };
    expect(clockInWords(alert, new Date('2026-11-23T14:14:00Z'))).toEqual({
      overdue: false,
      words: 'Acknowledge: 6 min left',
    });
    expect(clockInWords(alert, new Date('2026-11-23T14:32:00Z'))).toEqual({ overdue: true, words: 'Overdue 12 min' });
  });

  it('is silent about level 0', () => {
    expect(levelInWords(0)).toBeNull();
    expect(levelInWords(2)).toContain('level 2');
  });

  it('adds the site to the reason when there is one', () => {
    const attendance = { reason: 'bleeding', bleedSite: 'mouth' } as Parameters<typeof reasonInWords>[0];
    expect(reasonInWords(attendance)).toBe('Bleeding, mouth');
    expect(reasonInWords({ ...attendance, bleedSite: null })).toBe('Bleeding');
  });
});
