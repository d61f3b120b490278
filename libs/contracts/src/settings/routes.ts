import { get, post } from '../route';
import { HolidayChanges, SettingsPage } from './answers';
import { DecideSetting, HolidayFile, ProposeHolidays, ProposeSetting } from './shapes';

export const settingRoutes = {
  page: get('settings', { access: ['setting', 'read'], answer: SettingsPage }),
  propose: post('settings/changes', { access: ['setting', 'propose'], body: ProposeSetting, answer: SettingsPage }),
  check: post('settings/bank-holidays/check', {
    access: ['setting', 'propose'],
    body: HolidayFile,
    answer: HolidayChanges,
  }),
  proposeHolidays: post('settings/bank-holidays', {
    access: ['setting', 'propose'],
    body: ProposeHolidays,
    answer: SettingsPage,
  }),
  decide: post('settings/changes/:id/decide', {
    access: ['setting', 'decide'],
    body: DecideSetting,
    answer: SettingsPage,
  }),
};
