import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mendText, textFaults, unitsKept } from './clinical-text';

describe('how amounts are written', () => {
  it.each([
    ['500 IU of factor', '500 international units of factor'],
    ['500IU', '500 international units'],
    ['factor VIII below 1 iu/dl', 'factor VIII below 1 international units/dl'],
    ['give 500 U now', 'give 500 units now'],
    ['give 500u now', 'give 500 units now'],
    ['90 mcg', '90 micrograms'],
    ['90µg', '90 micrograms'],
    ['90 μg', '90 micrograms'],
    ['.5 ml', '0.5 ml'],
    ['use .5mcg', 'use 0.5 micrograms'],
    ['5.0 ml', '5 ml'],
    ['2.50 ml', '2.5 ml'],
    ['10mg', '10 mg'],
  ])('“%s” is refused and mended to “%s”', (typed, mended) => {
    expect(textFaults(typed)).not.toEqual([]);
    expect(mendText(typed)).toBe(mended);
    expect(textFaults(mended)).toEqual([]);
  });

  it.each([
    '500 international units',
    '0.5 ml, then 10 mg',
    'Seen 12.10.2026 in clinic.',
    'IUGR noted; GUM clinic; unit 7.',
    'Reviewed 10 times in 2020.',
    'weight 10 kg and 100 ml',
    'Ring 01632 960123.',
  ])('“%s” stands', (text) => {
    expect(textFaults(text)).toEqual([]);
  });

  it('names what was found and what to write', () => {
    expect(textFaults('Give 500 IU and 5.0 ml')).toEqual([
      {
        at: 5,
        found: '500 IU',
        instead: '500 international units',
        because: expect.stringContaining('in full') as string,
      },
      { at: 16, found: '5.0', instead: '5', because: expect.stringContaining('5.0 is read as 50') as string },
    ]);
  });

  const pieces = fc.array(
    fc.constantFrom(
      '500',
      '.5',
      '5.0',
      '2.50',
      ' ',
      'IU',
      'U',
      'mcg',
      'µg',
      'mg',
      'units',
      'give',
      ',',
      '\n',
      '0',
      '.',
      '10.30',
    ),
    { maxLength: 12 },
  );

  it('mended once is mended for good, whatever is put together', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const mended = mendText(parts.join(''));
        expect(textFaults(mended)).toEqual([]);
        expect(mendText(mended)).toBe(mended);
      }),
    );
  });

  it('keeps a number and its unit on one line, and changes nothing else', () => {
    expect(unitsKept('give 500 international units in 10 minutes')).toBe(
      'give 500\u00a0international\u00a0units in 10\u00a0minutes',
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unitsKept(text).replaceAll('\u00a0', ' ')).toBe(text.replaceAll('\u00a0', ' '));
      }),
    );
  });
});
