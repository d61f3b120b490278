import { describe, expect, test } from 'vitest';
import { adviceDue, dentalState, vaccinationOn } from './care-reviews';

const TODAY = '2026-03-10';
const dental = (lastCheckOn: string | null, extractionOn: string | null = null, planSentOn: string | null = null) =>
  dentalState({ lastCheckOn, extractionOn, planSentOn }, TODAY);

describe('dental checks', () => {
  test.each([
    [null, 'not_known'],
    ['2025-09-11', 'checked'],
    ['2025-09-10', 'due'],
    ['2025-08-11', 'due'],
    ['2025-08-10', 'overdue'],
    ['2025-08-31', 'due'],
  ])('last checked %s: %s', (on, state) => expect(dental(on)).toBe(state));

  test('an extraction without a plan comes first, until it has one or is over', () => {
    expect(dental('2026-03-01', '2026-03-20')).toBe('extraction_without_plan');
    expect(dental('2025-01-01', TODAY)).toBe('extraction_without_plan');
    expect(dental('2026-03-01', '2026-03-20', '2026-03-09')).toBe('checked');
    expect(dental('2026-03-01', '2026-03-09')).toBe('checked');
  });
});

describe('vaccination advice', () => {
  test('is due six weeks before the age, for half a year after it', () => {
    expect(vaccinationOn('2025-02-28', 12)).toBe('2026-02-28');
    expect(vaccinationOn('2024-02-29', 12)).toBe('2025-03-01');
    expect(adviceDue('2025-04-21', 12, TODAY)).toBe(true);
    expect(adviceDue('2025-04-22', 12, TODAY)).toBe(false);
    expect(adviceDue('2024-09-11', 12, TODAY)).toBe(true);
    expect(adviceDue('2024-09-10', 12, TODAY)).toBe(false);
  });
});
