import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, templateFaults, type TemplateFacts, salutationOf } from './letters';

const FACTS: TemplateFacts = {
  words: { child: 'Ava Smith', diagnosis: 'haemophilia A, severe', hospital: 'Northfield', unit: 'Riverside PHU' },
  blocks: {
    plan: [{ type: 'list', ordered: true, items: ['Ring.', 'Treat.'] }],
    'do not': [{ type: 'text', text: 'No aspirin.' }],
    'open access': null,
    numbers: [{ type: 'numbers', numbers: [{ phone: '01632 960123', words: 'PHU nurses' }] }],
  },
};

describe('a template', () => {
  it('is headings, paragraphs and lists, with what is the child’s put in its place', () => {
    const { blocks, missing } = fillTemplate(
      '# For {hospital}\n{child} has\n{diagnosis}.\n\n{plan}\n- one\n- two\n{numbers}',
      FACTS,
    );
    expect(missing).toEqual([]);
    expect(blocks).toEqual([
      { type: 'heading', text: 'For Northfield' },
      { type: 'text', text: 'Ava Smith has haemophilia A, severe.' },
      ...FACTS.blocks.plan!,
      { type: 'list', ordered: false, items: ['one', 'two'] },
      ...FACTS.blocks.numbers!,
    ]);
  });

  it('names what the child has not got, instead of leaving a gap', () => {
    expect(fillTemplate('{open access}', FACTS).missing).toEqual(['open access']);
  });

  it.each([
    ['{dose}', 'not known'],
    ['Give {plan} now', 'a line of its own'],
    ['{child', 'curly bracket'],
  ])('“%s” is refused', (body, words) => {
    expect(templateFaults(body).join(' ')).toContain(words);
  });

  it('without faults leaves no bracket behind, whatever it is made of', () => {
    const line = fc.constantFrom(
      '# {unit}',
      '- {child}',
      '{numbers}',
      '{plan}',
      'Words of {hospital}.',
      '',
      '{do not}',
      'x',
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const body = lines.join('\n');
        expect(templateFaults(body)).toEqual([]);
        expect(JSON.stringify(fillTemplate(body, FACTS).blocks)).not.toMatch(
          /\{(child|unit|plan|numbers|hospital|do not)\}/,
        );
      }),
    );
  });
});

describe('the salutation of a letter', () => {
  it('is made of the name that is shown, and never of a reader who is kept back', () => {
    expect(salutationOf({ salutes: true, recipient: 'Riverside Surgery (GP)' })).toBe('Dear Riverside Surgery,');
    expect(salutationOf({ salutes: true, recipient: 'kept back while the address is restricted' })).toBeNull();
    expect(salutationOf({ recipient: 'Riverside Surgery (GP)' })).toBeNull();
  });
});
