import { get, post } from '../route';
import { SeenVersion } from '../users/shapes';
import { BankHolidays, OnNow, RecordedRotaChange, RotaPatterns, RotaWeek, Told } from './answers';
import { RecordRotaChange, RotaWeekQuery, SaveDutyNumber, SaveRotaPattern, ToldQuery } from './shapes';

export const rotaRoutes = {
  week: get('rota', { access: ['rota', 'read'], query: RotaWeekQuery, answer: RotaWeek }),
  onNow: get('rota/on-now', { access: ['rota', 'read'], answer: OnNow }),
  told: get('rota/told', { access: ['rota', 'read'], query: ToldQuery, answer: Told }),
  patterns: get('rota/patterns', { access: ['rota', 'read'], answer: RotaPatterns }),
  bankHolidays: get('rota/bank-holidays', { access: ['rota', 'read'], answer: BankHolidays }),
  record: post('rota/changes', { access: ['rota', 'write'], body: RecordRotaChange, answer: RecordedRotaChange }),
  withdraw: post('rota/changes/:id/withdraw', {
    access: ['rota', 'write'],
    body: SeenVersion,
    answer: RecordedRotaChange,
  }),
  restore: post('rota/changes/:id/restore', {
    access: ['rota', 'write'],
    body: SeenVersion,
    answer: RecordedRotaChange,
  }),
  savePattern: post('rota/patterns', { access: ['rota', 'write'], body: SaveRotaPattern, answer: RotaPatterns }),
  withdrawPattern: post('rota/patterns/:id/withdraw', {
    access: ['rota', 'write'],
    body: SeenVersion,
    answer: RotaPatterns,
  }),
  saveNumber: post('rota/numbers', { access: ['rota', 'write'], body: SaveDutyNumber, answer: RotaPatterns }),
};
