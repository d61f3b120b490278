import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import { describe, expect, it } from 'vitest';
import { filterInWords, hospitalsOf, isFiltering, NO_FILTER, passes } from './alert-filter';

function alertOf(hospital: string, more: Partial<AlertInQueue> = {}): AlertInQueue {
  return {
    reference: 'A-1042',
    patient: { familyName: 'Müller', givenName: 'Zoë', nhsNumber: '9990000018' },
    attendance: { hospital: { id: hospital, name: hospital }, reason: 'bleeding' },
    unmatched: null,
    owner: null,
    emergencyAccess: null,
    ...more,
  } as AlertInQueue;
}

describe('narrowing a list of alerts', () => {
  it.each([
    [{}, true],
    [{ hospitalId: 'Northfield' }, true],
    [{ hospitalId: 'Southfield' }, false],
    [{ reason: 'bleeding' as const }, true],
    [{ reason: 'head_injury' as const }, false],
    [{ unmatched: true }, false],
    [{ text: 'zoe mull' }, true],
    [{ text: '  A-1042 ' }, true],
    [{ text: '0018' }, true],
    [{ text: 'zoe smith' }, false],
    [{ text: 'zoe', reason: 'head_injury' as const }, false],
  ])('%o: %s', (change, shown) => expect(passes(alertOf('Northfield'), { ...NO_FILTER, ...change })).toBe(shown));

  it('an alert about no attendance belongs to no hospital', () => {
    const access = alertOf('', { attendance: null });
    expect(passes(access, { ...NO_FILTER, hospitalId: 'Northfield' })).toBe(false);
    expect(hospitalsOf([access])).toEqual([]);
  });

  it('is said in words', () => {
    const hospitals = hospitalsOf([alertOf('Southfield'), alertOf('Northfield'), alertOf('Northfield')]);
    expect(hospitals.map(({ name }) => name)).toEqual(['Northfield', 'Southfield']);
    expect(filterInWords({ ...NO_FILTER, hospitalId: 'Northfield', reason: 'bleeding', text: 'zoe' }, hospitals)).toBe(
      'Hospital: Northfield, Reason: Bleeding, Text: zoe',
    );
    expect(isFiltering({ ...NO_FILTER, text: ' ' })).toBe(false);
  });
});
