import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './person-look';

test.each([
  ['A Boyd', 'AB'],
  ['Dr T Adeyemi', 'TA'],
  ['Dr Ngozi Okonkwo-Bell', 'NO'],
  ['Maria van der Berg', 'MB'],
  ['  ', ''],
  ['Émile', 'É'],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('whatever the name, there are at most two letters and one of six hues, the same each time', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect([...initialsOf(name)].length).toBeLessThanOrEqual(4);
      expect([1, 2, 3, 4, 5, 6]).toContain(hueOf(name));
      expect(hueOf(name)).toBe(hueOf(name));
    }),
  );
});
