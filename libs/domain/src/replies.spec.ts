import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { additionFaults, doseIn, fillReply, replyMail, replyTextFaults } from './replies';

const FACTS = { child: 'Mateo', day: '2027-04-05', reference: 'R-1001', unit: 'Riverside PHU' };

describe('a reply to a family', () => {
  it.each(['500 units', '250 IU', '20 mg/kg', '1.5ml', '2 vials', '3 tablets', '1,000 international units', 'per kg'])(
    'never says “%s”',
    (amount) => {
      expect(doseIn(`Give ${amount} tonight.`)).not.toBeNull();
      expect(replyTextFaults(`Give ${amount} tonight.`).join(' ')).toContain('never says a dose');
    },
  );

  it.each(['Come on 5 April at 10:30.', 'Bring 2 boxes.', 'Room 12, level 3.', 'Ring 01632 960123.', 'In 3 days.'])(
    'takes no amount out of “%s”',
    (words) => expect(additionFaults(words, ['Mateo'])).toEqual([]),
  );

  it('by email names no child, whatever the child is called and wherever the slot stands', () => {
    const name = fc.string({ minLength: 3, maxLength: 12 }).filter((each) => /^[A-Z][a-z]+$/.test(`A${each}`));
    fc.assert(
      fc.property(name, (given) => {
        const child = `Zq${given}`;
        const words = fillReply('{child} may swim. Tell {child} so.', 'email', { ...FACTS, child });
        expect(words).toBe('Your child may swim. Tell your child so.');
        const { subject, text } = replyMail({ ...FACTS, words, addition: null, numbers: [] });
        expect(subject + text).not.toContain(child);
        expect(additionFaults(`Tell ${child.toUpperCase()}.`, [child])).not.toEqual([]);
      }),
    );
  });

  it('is filled with name and day by telephone, and an unknown slot is refused', () => {
    expect(fillReply('{child} on {day}: {reference}, {unit}.', 'telephone', FACTS)).toBe(
      'Mateo on 5 April 2027: R-1001, Riverside PHU.',
    );
    expect(replyTextFaults('Dear {mother}.')).not.toEqual([]);
    expect(replyTextFaults('A { alone.')).not.toEqual([]);
    expect(replyTextFaults('{child}, {day}, {reference}, {unit}.')).toEqual([]);
  });
});
