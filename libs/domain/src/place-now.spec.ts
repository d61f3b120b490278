import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { londonInstant } from './london-time';
import { arrangementNow, choosePlace, closedWords, type Stay } from './place-now';
import { BANK_HOLIDAYS } from './testing/bank-holidays';

const SUNDAY_0213 = londonInstant('2026-11-29', '02:13');
const MONDAY_NOON = londonInstant('2026-11-23', '12:00');

function stay(kind: Stay['kind'], name: string, facts: Partial<Stay> = {}): Stay {
  return {
    kind,
    hospitalId: name,
    hospitalName: name,
    closedOn: null,
    unitKind: null,
    since: londonInstant('2026-01-01', '00:00'),
    until: null,
    sure: true,
    ...facts,
  };
}
const chosen = (...stays: Stay[]) => choosePlace(stays, SUNDAY_0213)?.hospital.id ?? null;

describe('choosePlace', () => {
  const primary = stay('primary', 'usual');
  const holiday = stay('temporary', 'seaside', { until: londonInstant('2026-12-05', '00:00') });

  test('the child is where somebody saw them', () => {
    expect(chosen(primary, holiday, stay('attendance', 'here'))).toBe('here');
  });

  test('a holiday hospital that expects the child comes before the usual one, and says until when', () => {
    expect(chosen(primary, holiday)).toBe('seaside');
    expect(choosePlace([primary, holiday], SUNDAY_0213)?.because).toBe(
      'Holiday hospital until 05-Dec-2026, which expects the child',
    );
  });

  test('one that has not confirmed comes after the usual one', () => {
    expect(chosen(primary, { ...holiday, sure: false })).toBe('usual');
    expect(chosen({ ...holiday, sure: false })).toBe('seaside');
  });

  test('an admission whose alert was closed comes after the holiday hospital', () => {
    const admitted = stay('attendance', 'ward', { sure: false });
    expect(chosen(primary, holiday, admitted)).toBe('seaside');
    expect(chosen(primary, admitted)).toBe('ward');
  });

  test('a hospital is closed from its closing day on, and said to be', () => {
    const closing = stay('primary', 'old', { closedOn: '2026-11-29' });
    expect(chosen(closing)).toBeNull();
    expect(chosen(closing, stay('secondary', 'second'))).toBe('second');
    expect(choosePlace([closing], londonInstant('2026-11-28', '23:59'))?.hospital.id).toBe('old');
    expect(closedWords([closing, closing], SUNDAY_0213)).toEqual(['old closed on 29-Nov-2026 and is not offered.']);
  });

  test('nowhere when nothing counts', () => expect(chosen()).toBeNull());

  const anyStay = fc
    .record({
      kind: fc.constantFrom('attendance' as const, 'temporary' as const, 'primary' as const, 'secondary' as const),
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      closedOn: fc.constantFrom(null, '2026-11-28', '2026-11-29', '2026-11-30'),
      sure: fc.boolean(),
    })
    .map(({ kind, name, closedOn, sure }) => stay(kind, name, { closedOn, sure }));

  test('never a closed hospital; the order of the links is no matter; somewhere while one is open', () => {
    fc.assert(
      fc.property(fc.array(anyStay, { maxLength: 6 }), (stays) => {
        const place = choosePlace(stays, SUNDAY_0213);
        const open = stays.filter(({ closedOn }) => closedOn === null || closedOn > '2026-11-29');
        expect(place !== null).toBe(open.length > 0);
        if (!place) return;
        const reasons = open.filter(({ hospitalId }) => hospitalId === place.hospital.id);
        expect(reasons.length).toBeGreaterThan(0);
        const best = (kind: Stay['kind'], sure?: boolean) =>
          open.some((each) => each.kind === kind && (sure === undefined || each.sure === sure));
        if (best('attendance', true)) expect(place.childIsThere).toBe(true);
        else if (best('temporary', true)) expect(place.because).toContain('expects the child');
      }),
    );
  });
});

describe('arrangementNow', () => {
  const words = {
    whereInHours: 'The unit.',
    whereOutOfHours: 'The emergency department.',
    phoneBands: [
      { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', label: 'Unit', phone: '1' },
      { days: [1, 2, 3, 4, 5], from: '18:00', to: '08:00', label: 'Ward', phone: '2' },
      { days: [6, 7], from: '08:00', to: '08:00', label: 'Ward', phone: '3' },
    ],
    say: null,
  };

  test('one place and one number for the hour, with their hours', () => {
    expect(arrangementNow(words, SUNDAY_0213, BANK_HOLIDAYS)).toMatchObject({
      where: 'The emergency department.',
      whereHours: 'Nights, weekends and bank holidays',
      ringFirst: { label: 'Ward', phone: '3', hours: 'Saturday and Sunday 08:00 for 24 hours' },
    });
    expect(arrangementNow(words, MONDAY_NOON, BANK_HOLIDAYS)).toMatchObject({
      where: 'The unit.',
      ringFirst: { phone: '1' },
    });
  });

  test('one place for all hours when no other is written', () => {
    const same = { ...words, whereOutOfHours: '' };
    expect(arrangementNow(same, SUNDAY_0213, BANK_HOLIDAYS)).toMatchObject({
      where: 'The unit.',
      whereHours: 'At any hour',
    });
  });

  test('every hour for paper', () => {
    const { whereAllHours, ringFirstAllHours } = arrangementNow(words, SUNDAY_0213, BANK_HOLIDAYS);
    expect(whereAllHours).toBe('In hours: The unit. Out of hours: The emergency department.');
    expect(ringFirstAllHours.map(({ phone }) => phone)).toEqual(['1', '2', '3']);
  });
});
