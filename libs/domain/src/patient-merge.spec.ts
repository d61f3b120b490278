import { describe, expect, it } from 'vitest';
import {
  areTwoByNumber,
  factsSideBySide,
  MERGE_STATES,
  MERGE_TRANSITIONS,
  undoUntil,
  whyNotMerge,
  type MergeFacts,
} from './patient-merge';
import type { ChildTreatment } from './treatments';

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

const AVA: MergeFacts = {
  familyName: 'Smith',
  givenName: 'Ava',
  preferredName: null,
  birthDate: '2019-04-05',
  sex: 'female',
  nhsNumber: '9990000018',
  nhsNumberStatus: 'verified',
  hospitalNumber: 'H1',
  diedOn: null,
  diagnosis: 'haemophilia_a',
  severity: 'severe',
  baselineLevel: '0.5',
  inhibitor: 'present',
  inhibitorOn: '2025-11-02',
  treatments: [],
  centralLine: 'port',
  weightKg: '22',
  weighedOn: '2026-01-05',
  allergyState: 'known',
  allergies: 'Penicillin',
  restricted: false,
  movedAwayOn: null,
  messages: 'agreed',
};

describe('merging two records of one child', () => {
  it('shows every fact of both, and marks those that differ', () => {
    const rows = factsSideBySide(
      { ...AVA, allergyState: 'not_recorded', allergies: null, weightKg: '19.5', weighedOn: '2024-06-01' },
      AVA,
    );
    expect(rows.filter(({ differs }) => differs)).toEqual([
      { label: 'Allergies', loser: 'Allergies not recorded', survivor: 'Penicillin', differs: true },
      { label: 'Weight', loser: '19.5 kg (01-Jun-2024)', survivor: '22 kg (05-Jan-2026)', differs: true },
    ]);
  });

  it('leaves no fact of a record out', () => {
    const other: MergeFacts = {
      familyName: 'Smyth',
      givenName: 'Eva',
      preferredName: 'Evie',
      birthDate: '2019-05-04',
      sex: 'male',
      nhsNumber: null,
      nhsNumberStatus: 'absent',
      hospitalNumber: null,
      diedOn: '2026-01-01',
      diagnosis: 'other',
      severity: 'mild',
      baselineLevel: null,
      inhibitor: 'none',
      inhibitorOn: null,
      treatments: [EMICIZUMAB],
      centralLine: 'none',
      weightKg: null,
      weighedOn: null,
      allergyState: 'none_known',
      allergies: null,
      restricted: true,
      movedAwayOn: '2026-01-01',
      messages: 'refused',
    };
    for (const fact of Object.keys(AVA) as (keyof MergeFacts)[]) {
      const rows = factsSideBySide({ ...AVA, [fact]: other[fact] }, AVA);
      // The state of a number and of allergies is read together with what it is the state of.
      expect(
        rows.some(({ differs }) => differs),
        fact,
      ).toBe(true);
    }
  });

  it('does not lose that an address is restricted or that a child has died', () => {
    expect(whyNotMerge({ ...AVA, restricted: true }, AVA)).toMatch(/Keep the restricted record/);
    expect(whyNotMerge({ ...AVA, diedOn: '2026-01-01' }, AVA)).toMatch(/has died/);
    expect(whyNotMerge({ ...AVA, movedAwayOn: '2026-01-01' }, AVA)).toMatch(/moved away/);
    expect(whyNotMerge(AVA, { ...AVA, restricted: true, diedOn: '2026-01-01' })).toBeNull();
    expect(whyNotMerge(AVA, AVA)).toBeNull();
  });

  it('takes two traced numbers for two children', () => {
    expect(areTwoByNumber(AVA, { ...AVA, nhsNumber: '9990000026' })).toBe(true);
    expect(areTwoByNumber(AVA, { ...AVA, nhsNumber: '9990000026', nhsNumberStatus: 'not_verified' })).toBe(false);
    expect(areTwoByNumber(AVA, { ...AVA, nhsNumber: null, nhsNumberStatus: 'absent' })).toBe(false);
  });

  it('can be undone for 30 days of 24 hours, across a change of the clocks', () => {
    expect(undoUntil(new Date('2026-03-10T11:00:00Z')).toISOString()).toBe('2026-04-09T11:00:00.000Z');
  });

  it('leads only to states there are', () => {
    for (const steps of Object.values(MERGE_TRANSITIONS))
      for (const next of Object.values(steps)) expect(Object.keys(MERGE_STATES)).toContain(next);
  });
});
