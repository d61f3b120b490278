import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTACT_HEALTH, contactHealth, contactHealthWords, isTask, type ContactHealth } from './contact-health';
import { addDays } from './london-time';

const TODAY = '2026-11-24';
const checked = (daysAgo: number, failedCalls = 0) => ({ verifiedOn: addDays(TODAY, -daysAgo), failedCalls });

describe('how far a number can be trusted', () => {
  it.each<[number, ContactHealth, string]>([
    [0, 'verified', 'Verified'],
    [90, 'verified', 'Verified'],
    [91, 'verify_soon', 'Verify within 89 days'],
    [179, 'verify_soon', 'Verify within 1 day'],
    [180, 'verify_soon', 'Verify within 0 days'],
    [181, 'overdue', 'Overdue by 1 day'],
    [194, 'overdue', 'Overdue by 14 days'],
  ])('checked %i days ago it is %s', (days, health, words) => {
    expect(contactHealth(checked(days), TODAY)).toBe(health);
    expect(contactHealthWords(checked(days), TODAY)).toBe(words);
  });

  it('never checked is red, whatever its number of failed calls', () => {
    expect(contactHealth({ verifiedOn: null, failedCalls: 0 }, TODAY)).toBe('never');
    expect(isTask('never')).toBe(true);
  });

  it('one failed call leaves it, two in a row make it stale though it was checked today', () => {
    expect(contactHealth(checked(0, 1), TODAY)).toBe('verified');
    expect(contactHealth(checked(0, 2), TODAY)).toBe('stale');
    expect(contactHealthWords(checked(0, 3), TODAY)).toBe('Stale: calls to it failed');
  });

  it('only gets worse with age and with failed calls', () => {
    const order: ContactHealth[] = ['verified', 'verify_soon', 'overdue', 'never', 'stale'];
    const rank = (days: number, failed: number) => order.indexOf(contactHealth(checked(days, failed), TODAY));
    fc.assert(
      fc.property(fc.nat(800), fc.nat(800), fc.nat(4), fc.nat(4), (days, later, failed, more) => {
        expect(rank(days + later, failed + more)).toBeGreaterThanOrEqual(rank(days, failed));
        expect(contactHealth(checked(days, failed), TODAY) in CONTACT_HEALTH).toBe(true);
      }),
    );
  });
});
