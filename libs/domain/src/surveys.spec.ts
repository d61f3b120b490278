import { describe, expect, it } from 'vitest';
import { isSurveyLink, surveyMessage, surveyState, surveyTextFaults } from './surveys';

describe('a survey', () => {
  it.each([
    [{ sent: false, closed: false, waiting: 0 }, 'draft'],
    [{ sent: true, closed: false, waiting: 3 }, 'sending'],
    [{ sent: true, closed: false, waiting: 0 }, 'sent'],
    [{ sent: true, closed: true, waiting: 0 }, 'closed'],
    [{ sent: false, closed: true, waiting: 0 }, 'closed'],
  ] as const)('of %o is %s', (facts, state) => expect(surveyState(facts)).toBe(state));

  it.each(['https://surveys.example.org/care', 'https://surveys.example.org/care?form=7'])('may lie at %s', (link) =>
    expect(isSurveyLink(link)).toBe(true),
  );

  it.each([
    'http://surveys.example.org/care',
    'javascript:alert(1)',
    'https://nurse:secret@surveys.example.org',
    'https://surveys',
    'https://surveys.example.org/a b',
    'surveys.example.org',
    '',
  ])('may not lie at “%s”', (link) => expect(isSurveyLink(link)).toBe(false));
});

describe('the words of a message', () => {
  it.each([
    'How was your last visit to an emergency department?',
    'It takes about 10 minutes. Ring 01632 960123 if you need help.',
    'Factors that made your visit easier',
  ])('may be “%s”', (words) => expect(surveyTextFaults(words)).toEqual([]));

  it.each([
    'About your child’s haemophilia',
    'For families with HEMOPHILIA A',
    'Living with a bleeding disorder',
    'After your factor VIII',
    'Von Willebrand families',
    'NHS No. 999 000 0018',
    'About 9990000018',
  ])('may not be “%s”', (words) => expect(surveyTextFaults(words)).toHaveLength(1));

  it('are the same for everybody but for the code; the reminder says that it is the only one', () => {
    const facts = {
      title: 'How was it?',
      words: 'Please tell us.',
      link: 'https://surveys.example.org/care',
      code: 'CCC-CCC-CCCC',
      unitName: 'Riverside PHU',
      unitNumbers: [
        {
          label: 'PHU nurses',
          phone: '01632 960123',
          extension: null,
          bleep: null,
          hours: 'Monday to Friday 09:00 to 17:00, not bank holidays',
        },
      ],
    };
    const invitation = surveyMessage({ ...facts, kind: 'invitation' });
    expect(invitation.subject).toBe('How was it?');
    for (const part of [
      'Please tell us.',
      facts.link,
      facts.code,
      'To stop them, ring PHU nurses, 01632 960123, Monday to Friday',
    ])
      expect(invitation.text).toContain(part);
    const other = surveyMessage({ ...facts, kind: 'invitation', code: 'DDD-DDD-DDDD' });
    expect(other.text.replace('DDD-DDD-DDDD', facts.code)).toBe(invitation.text);
    const reminder = surveyMessage({ ...facts, kind: 'reminder' });
    expect(reminder.subject).toBe('Reminder: How was it?');
    expect(reminder.text).toContain('the one reminder we send');
  });
});
