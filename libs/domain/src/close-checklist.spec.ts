import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHECKLIST_ITEMS, TICKED_ITEMS, missingToClose, type ChecklistItem } from './close-checklist';

const ALL = Object.keys(CHECKLIST_ITEMS) as ChecklistItem[];
const allTicked = Object.fromEntries(TICKED_ITEMS.map((item) => [item, 'done' as const]));
const items = (missing: { item: ChecklistItem }[]) => missing.map(({ item }) => item);

describe('missingToClose', () => {
  test('a blue alert closes without a checklist', () => {
    expect(missingToClose('blue', { adviceRecorded: false, firstTreatmentKnown: false, ticks: {} })).toEqual([]);
  });

  test.each(['red', 'amber'] as const)('a new %s alert misses every item, in order', (tier) => {
    const missing = missingToClose(tier, { adviceRecorded: false, firstTreatmentKnown: false, ticks: {} });
    expect(items(missing)).toEqual(ALL);
  });

  test('a red alert without first treatment says what to do about it', () => {
    expect(missingToClose('red', { adviceRecorded: true, firstTreatmentKnown: false, ticks: allTicked })).toEqual([
      { item: 'first_treatment', message: 'Add the time of first treatment, or why it is not known.' },
    ]);
  });

  test('done and not needed both settle an item', () => {
    const ticks = { ...allTicked, home_stock: 'not_needed' as const };
    expect(missingToClose('red', { adviceRecorded: true, firstTreatmentKnown: true, ticks })).toEqual([]);
  });

  test('a tick cannot stand in for recorded advice or treatment', () => {
    const ticks = Object.fromEntries(ALL.map((item) => [item, 'done' as const]));
    expect(items(missingToClose('amber', { adviceRecorded: false, firstTreatmentKnown: false, ticks }))).toEqual([
      'advice_recorded',
      'first_treatment',
    ]);
  });

  test('exactly the unsettled items are missing, each with an instruction', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('red' as const, 'amber' as const),
        fc.boolean(),
        fc.boolean(),
        fc.subarray([...TICKED_ITEMS]),
        fc.constantFrom('done' as const, 'not_needed' as const),
        (tier, adviceRecorded, firstTreatmentKnown, ticked, answer) => {
          const ticks = Object.fromEntries(ticked.map((item) => [item, answer]));
          const missing = missingToClose(tier, { adviceRecorded, firstTreatmentKnown, ticks });
          const settled: ChecklistItem[] = [...ticked];
          if (adviceRecorded) settled.push('advice_recorded');
          if (firstTreatmentKnown) settled.push('first_treatment');
          expect(items(missing)).toEqual(ALL.filter((item) => !settled.includes(item)));
          for (const { message } of missing) expect(message).toMatch(/^[A-Z].+\.$/);
        },
      ),
    );
  });
});
