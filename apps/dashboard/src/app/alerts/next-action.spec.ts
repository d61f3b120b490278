import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { anAlert } from '@shared-care/ui/testing/samples';
import { describe, expect, it } from 'vitest';
import { nextAction } from './next-action';

const NOW = new Date('2026-03-10T14:00:00.000Z');
const ME = '10000000-0000-4000-8000-000000000001';
const OWNER = { id: ME, displayName: 'A Boyd' };
const owned = (change: Partial<AlertDetail> = {}): AlertDetail =>
  anAlert(1, { state: 'acknowledged', owner: OWNER, acknowledgedAt: '2026-03-10T13:50:00.000Z', ...change });
const missing = (...items: AlertDetail['missingToClose'][number]['item'][]): AlertDetail['missingToClose'] =>
  items.map((item) => ({ item, message: '' }));

describe('the one thing that is next', () => {
  it.each<[string, AlertDetail, string | null]>([
    ['nobody owns it: take it', anAlert(1, { state: 'open', owner: null }), 'acknowledge'],
    ['a colleague owns it: nothing is filled', owned({ owner: { id: 'x', displayName: 'J Ferrars' } }), null],
    ['no advice yet: ring', owned({ missingToClose: missing('advice_recorded', 'first_treatment') }), 'call'],
    ['advised and not treated: record it', owned({ missingToClose: missing('first_treatment') }), 'treatment'],
    ['gaps in the checklist: settle them', owned({ missingToClose: missing('home_stock') }), 'close'],
    ['all settled: close', owned({ missingToClose: [] }), 'close'],
    ['ended: nothing', anAlert(1, { state: 'closed', outcome: 'resolved', closedAt: NOW.toISOString() }), null],
    [
      'no record of the child yet: find it',
      owned({ patient: null, risks: null, missingToClose: missing('advice_recorded') }),
      'match',
    ],
  ])('%s', (_, alert, action) => {
    expect(nextAction(alert, ME, NOW).action).toBe(action);
  });

  it('what was agreed and is due comes before everything else', () => {
    const alert = owned({ nextContactAt: '2026-03-10T13:58:00.000Z', missingToClose: missing('first_treatment') });
    expect(nextAction(alert, ME, NOW)).toMatchObject({ action: 'call', due: true, words: 'Ring back 13:58.' });
  });

  it('a link consultant who wrote and was not rung since is rung', () => {
    const consultantComments = [
      { id: 'c', kind: 'comment' as const, words: 'Please ring.', by: 'Dr E Hughes', at: '2026-03-10T13:55:00.000Z' },
    ];
    const alert = owned({ consultantComments, missingToClose: missing('first_treatment') });
    expect(nextAction(alert, ME, NOW)).toMatchObject({ action: 'call', words: 'Ring Dr E Hughes.' });
  });
});
