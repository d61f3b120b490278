import type { Sample, Samples } from '../../testing/sample';

/** As GOV.UK publishes them, one year further than what is known. */
export const NEXT_HOLIDAYS = JSON.stringify({
  'england-and-wales': {
    division: 'england-and-wales',
    events: [
      { title: 'New Year’s Day', date: '2028-01-03', notes: 'Substitute day', bunting: true },
      { title: 'Christmas Day', date: '2028-12-25', notes: '', bunting: true },
    ],
  },
});

/** A list that leaves out days which are known: one of them may go. */
const LEAVES_OUT = NEXT_HOLIDAYS.replace(
  '"events":[',
  '"events":[{"title":"New Year’s Day","date":"2027-01-01","notes":"","bunting":true},',
);

/** Bodies of the settings: a change of the working hours waits, proposed by somebody who asks for nothing else. */
export const samples: Samples = async (app) => {
  const [waiting] = await app.sql<{ id: string }>(
    `INSERT INTO settings (key, value, based_on, state, reason, proposed_by)
     SELECT 'working_hours', '{"start": "08:00", "end": "17:00", "handoverFrom": "16:30"}', s.id, 'waiting', 'We begin earlier.', u.id
     FROM settings s, users u WHERE s.key = 'working_hours' AND s.proposed_by IS NULL AND u.email = 'j.ferrars@example.org' RETURNING id`,
  );
  const seen = '00000000-0000-4000-8000-000000000000';
  const propose = (key: string, value: object): Sample => ({ body: { key, value, seen, reason: 'Agreed on Monday.' } });
  return {
    '/api/settings/changes': [
      propose('alert_limits', {
        redMinutes: 10,
        amberMinutes: 45,
        amberAfterNight: '08:00',
        blueTime: '16:00',
        level2Percent: 180,
        level3Percent: 240,
        repeatMinutes: 10,
        silentMinutes: 180,
      }),
      propose('working_hours', { start: '08:30', end: '17:30', handoverFrom: '17:00' }),
      propose('vaccination_ages', { ages: [{ label: '8 weeks', months: 2 }] }),
    ],
    '/api/settings/changes/:id/decide': [{ id: waiting!.id, body: { version: 1, accept: false } }],
    '/api/settings/bank-holidays/check': [{ body: { file: NEXT_HOLIDAYS } }],
    '/api/settings/bank-holidays': [
      { body: { file: LEAVES_OUT, seen, reason: 'The new list.', remove: ['2027-12-28'] } },
    ],
  };
};
