import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { AlertGroup } from '@shared-care/domain/alert-groups';
import { describe, expect, it } from 'vitest';
import { type AlertRow, arrange, moved } from './alert-rows';

function anAlert(id: string, change: Partial<AlertInQueue> = {}): AlertInQueue {
  return {
    id,
    reference: `A-${id}`,
    version: 1,
    state: 'open',
    tier: 'red',
    trigger: 'head_injury',
    triggers: ['head_injury'],
    level: 0,
    openedAt: '2026-11-23T14:05:00Z',
    acknowledgeBy: '2026-11-23T14:20:00Z',
    acknowledgedAt: null,
    owner: null,
    awaiting: null,
    nextContactAt: null,
    closedAt: null,
    closedBy: null,
    outcome: null,
    offer: null,
    withdrawn: null,
    patient: null,
    risks: null,
    unmatched: { name: 'Ava', birthDate: null, phone: null },
    attendance: {
      id: `t-${id}`,
      state: 'arrived',
      hospital: { id: 'h', name: 'Northfield General' },
      unlistedHospital: null,
      unitKind: 'ed',
      reason: 'head_injury',
      bleedSite: null,
      arrivedAt: '2026-11-23T14:05:00Z',
      leftAt: null,
      toldBy: 'mother',
      openAccess: 'valid',
      firstTreatmentAt: null,
      firstTreatmentAbsentBecause: null,
    },
    emergencyAccess: null,
    ...change,
  };
}

const rows = (...alerts: AlertInQueue[]) => alerts.map((alert) => ({ alert, group: null, gone: false, changed: [] }));
const ids = (list: readonly { alert: AlertInQueue }[]) => list.map((row) => row.alert.id);

describe('the list of alerts', () => {
  it('takes the order of the server while it is at rest', () => {
    const { rows: shown, waiting } = arrange(
      rows(anAlert('a'), anAlert('b')),
      [anAlert('c'), anAlert('b'), anAlert('a')],
      true,
    );
    expect(ids(shown)).toEqual(['c', 'b', 'a']);
    expect(waiting).toEqual([]);
  });

  it('keeps every row in its place while somebody works in it, and lets new alerts wait', () => {
    const { rows: shown, waiting } = arrange(
      rows(anAlert('a'), anAlert('b')),
      [anAlert('c'), anAlert('b'), anAlert('a')],
      false,
    );
    expect(ids(shown)).toEqual(['a', 'b']);
    expect(waiting.map((alert) => alert.id)).toEqual(['c']);
  });

  it('keeps a row which has left the list, greyed, behind its neighbour', () => {
    const { rows: shown } = arrange(
      rows(anAlert('a'), anAlert('b'), anAlert('c')),
      [anAlert('a'), anAlert('c'), anAlert('d')],
      true,
    );
    expect(ids(shown)).toEqual(['a', 'b', 'c', 'd']);
    expect(shown.map((row) => row.gone)).toEqual([false, true, false, false]);
  });

  it('brings a row back when its alert returns', () => {
    const { rows: shown } = arrange(
      [{ alert: anAlert('a'), group: null, gone: true, changed: [] }],
      [anAlert('a')],
      false,
    );
    expect(shown[0]?.gone).toBe(false);
  });

  it('says which cells changed', () => {
    const owned = anAlert('a', { state: 'acknowledged', owner: { id: 'n', displayName: 'A Boyd' }, version: 2 });
    expect(arrange(rows(anAlert('a')), [owned], false).rows[0]?.changed).toEqual(['state']);
    expect(arrange(rows(owned), [owned], false).rows[0]?.changed).toEqual([]);
  });

  it('keeps each row in its group while somebody works in the list, and moves the one they acted on', () => {
    const groupOf = ({ owner }: AlertInQueue): AlertGroup => (owner === null ? 'needsOwner' : 'yours');
    const { rows: shown } = arrange([], [anAlert('a'), anAlert('b')], true, groupOf);
    const owned = anAlert('a', { state: 'acknowledged', owner: { id: 'n', displayName: 'A Boyd' }, version: 2 });
    const groups = (list: readonly AlertRow[]) => list.map((row) => row.group);
    expect(groups(arrange(shown, [owned, anAlert('b')], false, groupOf).rows)).toEqual(['needsOwner', 'needsOwner']);
    expect(groups(arrange(shown, [owned, anAlert('b')], true, groupOf).rows)).toEqual(['yours', 'needsOwner']);
    const after = moved(shown, owned, 'yours');
    expect(groups(after)).toEqual(['yours', 'needsOwner']);
    expect(groups(arrange(after, [owned, anAlert('b')], false, groupOf).rows)).toEqual(['yours', 'needsOwner']);
  });
});
