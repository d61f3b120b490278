import { NOTHING, get, post } from '../route';
import { CareReviews, ReminderList } from './answers';
import { ChangeDentalCare, RecordVaccinationAdvice, ReminderListQuery, SeeDigest, SwitchRule } from './shapes';

export const reminderRoutes = {
  list: get('reminders', { access: ['reminder', 'read'], query: ReminderListQuery, answer: ReminderList }),
  exportList: get('reminders/export', {
    access: ['reminder', 'read'],
    query: ReminderListQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  seen: post('reminders/digest/seen', { access: ['reminder', 'read'], body: SeeDigest, answer: NOTHING }),
  switch: post('reminders/switch', { access: ['reminder', 'change'], body: SwitchRule, answer: NOTHING }),
  reviews: get('patients/:id/care-reviews', { access: ['reminder', 'read'], answer: CareReviews }),
  dental: post('patients/:id/dental-care', {
    access: ['reminder', 'change'],
    body: ChangeDentalCare,
    answer: CareReviews,
  }),
  vaccination: post('patients/:id/vaccination-advice', {
    access: ['reminder', 'change'],
    body: RecordVaccinationAdvice,
    answer: CareReviews,
  }),
};
