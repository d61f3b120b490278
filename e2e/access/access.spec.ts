import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askEverything, undeclared } from './matrix';
import { CANARIES, openUnit, type Unit } from './unit';

let unit: Unit;
beforeAll(async () => {
  unit = await openUnit();
});
afterAll(() => unit.app.stop());

it('every route is declared, and every declared one runs', ({ task }) => {
  const missing = undeclared(unit);
  Object.assign(task.meta, { unexpected: missing.length });
  expect(missing).toEqual([]);
});

it('every route answers exactly those who may have it', async ({ task }) => {
  const cells = await askEverything(unit);
  const unexpected = cells.filter((cell) => cell.unexpected !== null);
  const canaries = cells.flatMap((cell) => cell.canaries);
  Object.assign(task.meta, { cells: cells.length, unexpected: unexpected.length, canaries: canaries.length });
  expect(
    cells
      .filter((cell) => cell.unexpected !== null || cell.canaries.length > 0)
      .map((cell) => `${cell.actor}: ${cell.route}: ${[cell.unexpected, ...cell.canaries].filter(Boolean).join(', ')}`),
  ).toEqual([]);
});

it.each(['/API/patients/', '/api//patients/', '/api/patients//', '/Api/Patients/', '/api/./patients/'])(
  'the spelling %s opens nothing more',
  async (path) => {
    for (const actor of ['anonymous', 'unlinked', 'admin'] as const) {
      const answer = await unit.people[actor].client.get(path + unit.her.patientId);
      expect([401, 404]).toContain(answer.status);
      expect(Object.values(CANARIES).filter((text) => answer.text.includes(text))).toEqual([]);
    }
  },
);

it('whoever may not is told the same as about a thing that is not there', async () => {
  const missing = await unit.people.nurse.client.get(`/api/patients/${randomUUID()}`);
  for (const actor of ['admin', 'unlinked', 'expired_link', 'expired_grant'] as const) {
    const refused = await unit.people[actor].client.get(`/api/patients/${unit.her.patientId}`);
    expect({ ...refused.problem, reference: '' }).toEqual({ ...missing.problem, reference: '' });
    expect([...refused.headers.keys()]).toEqual([...missing.headers.keys()]);
  }
});
