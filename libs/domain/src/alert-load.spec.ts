import { describe, expect, it } from 'vitest';
import { alertLoadMeasures, beyondLimits } from './alert-load';

const week = { shifts: 10, interrupts: 30, repeats: 1, ended: 10, actedOn: 9 };

describe('the load of alerts', () => {
  it('is nothing to judge while nothing happened', () => {
    const measures = alertLoadMeasures([{ shifts: 0, interrupts: 0, repeats: 0, ended: 0, actedOn: 0 }]);
    expect(measures).toEqual({ interruptsPerShift: null, repeats: null, actedOn: null });
    expect(beyondLimits(measures)).toEqual([]);
  });

  it('counts weeks together, so that a quiet one does not weigh as much as a busy one', () => {
    const measures = alertLoadMeasures([
      week,
      { ...week, shifts: 0, interrupts: 0, repeats: 0, ended: 90, actedOn: 11 },
    ]);
    expect(measures).toEqual({ interruptsPerShift: 3, repeats: 1 / 30, actedOn: 0.2 });
    expect(beyondLimits(measures)).toEqual(['actedOn']);
  });

  it.each([
    [{ ...week, interrupts: 60, repeats: 3, actedOn: 8 }, []],
    [{ ...week, interrupts: 61 }, ['interruptsPerShift']],
    [{ ...week, interrupts: 20, repeats: 2 }, ['repeats']],
    [{ ...week, actedOn: 7 }, ['actedOn']],
  ])('%o is beyond %o', (counts, beyond) => expect(beyondLimits(alertLoadMeasures([counts]))).toEqual(beyond));
});
