import { describe, expect, it } from 'vitest';
import { timeOfDay } from './typed-time';

describe('a time as people type it', () => {
  it.each([
    ['14:05', '14:05'],
    ['1405', '14:05'],
    ['14.05', '14:05'],
    ['9:30', '09:30'],
    ['930', '09:30'],
    [' 00:00 ', '00:00'],
  ])('takes %s', (typed, time) => expect(timeOfDay(typed)).toBe(time));

  it.each(['', '24:00', '12:60', '5pm', '14', '140530'])('refuses “%s”', (typed) =>
    expect(timeOfDay(typed)).toBeNull(),
  );
});
