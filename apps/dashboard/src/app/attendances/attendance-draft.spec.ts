import { describe, expect, it } from 'vitest';
import { readBack, readDate, readDay, readTime } from '../forms/dates';
import { arrivedLongAgo, blankDraft, problemsOf, toPreview, toRequest, type AttendanceDraft } from './attendance-draft';

const NOW = new Date('2026-11-23T14:31:00Z');
const TODAY = '2026-11-23';
const A_PATIENT = '3f2b8a54-0d0e-4c1c-9a4e-2f6a3b1c7d10';
const A_HOSPITAL = '7c1de0a2-5b6f-4f0d-8a39-0b5a1f0e9c22';

function aDraft(change: Partial<AttendanceDraft> = {}): AttendanceDraft {
  return {
    ...blankDraft(TODAY),
    patientId: A_PATIENT,
    saidBack: { birth_date: true, nhs_number: true, hospital_number: false, family_name: false },
    hospitalId: A_HOSPITAL,
    reason: 'head_injury',
    toldBy: 'mother',
    ...change,
  };
}

const fields = (draft: AttendanceDraft) => problemsOf(draft, NOW).map((problem) => problem.field);

describe('the sheet of an attendance', () => {
  it('is ready with who, two identifiers, where, why and who told us', () => {
    expect(problemsOf(aDraft(), NOW)).toEqual([]);
  });

  it('names each thing that is missing from an empty sheet once', () => {
    expect(fields(blankDraft(TODAY))).toEqual(['patientId', 'hospitalId', 'reason', 'toldBy']);
  });

  it('wants two identifiers said back for a patient, none for a child without a match', () => {
    const one = { birth_date: true, nhs_number: false, hospital_number: false, family_name: false };
    expect(fields(aDraft({ saidBack: one }))).toEqual(['saidBack']);
    expect(fields(aDraft({ saidBack: one, patientId: '', withoutMatch: true, name: 'Boy, about 6' }))).toEqual([]);
  });

  it('wants a similar name settled', () => {
    expect(fields(aDraft({ similarNameSettled: false }))).toEqual(['similarNameSettled']);
  });

  it('wants the name of a child without a match, in the words of the contract', () => {
    expect(problemsOf(aDraft({ patientId: '', withoutMatch: true }), NOW)).toEqual([
      { field: 'name', message: "Enter the child's name, or what is known of it." },
    ]);
  });

  it('refuses an arrival more than 5 minutes ahead, and takes one 5 minutes ahead', () => {
    expect(fields(aDraft({ arrival: 'time', arrivedTime: '14:37' }))).toEqual(['arrivedTime']);
    expect(fields(aDraft({ arrival: 'time', arrivedTime: '14:36' }))).toEqual([]);
  });

  it('asks about an arrival more than a day ago without refusing it', () => {
    const yesterday = aDraft({ arrival: 'time', arrivedTime: '14:30', arrivedOn: '22/11/26' });
    expect(arrivedLongAgo(yesterday, NOW)).toBe(true);
    expect(problemsOf(yesterday, NOW)).toEqual([]);
    expect(arrivedLongAgo({ ...yesterday, arrivedTime: '14:31' }, NOW)).toBe(false);
  });

  it('refuses a child who left before arriving', () => {
    expect(fields(aDraft({ arrival: 'minutes', minutesAgo: '30', left: true, leftTime: '13:55' }))).toEqual([
      'leftTime',
    ]);
  });

  it('says what is wrong with a date and with a time', () => {
    const messages = (change: Partial<AttendanceDraft>) =>
      problemsOf(aDraft(change), NOW).map(({ message }) => message);
    expect(messages({ arrival: 'time', arrivedTime: '' })).toEqual(['Enter the time of arrival, for example 14:05.']);
    expect(messages({ arrival: 'time', arrivedTime: '1405', arrivedOn: '31/2/26' })).toEqual([
      'Enter the date of arrival, for example 5/4/2026.',
    ]);
  });

  it('sends instants fixed at the attempt, so that a later attempt sends the same', () => {
    expect(toRequest(aDraft(), NOW)).toMatchObject({
      arrivedAt: '2026-11-23T14:31:00.000Z',
      reportedAt: '2026-11-23T14:31:00.000Z',
      arrivedMinutesAgo: null,
    });
    expect(toRequest(aDraft({ arrival: 'minutes', minutesAgo: '30' }), NOW).arrivedAt).toBe('2026-11-23T14:01:00.000Z');
  });

  it('reads typed times as London time in summer', () => {
    const summer = new Date('2026-07-01T12:00:00Z');
    const draft = { ...aDraft({ arrival: 'time', arrivedTime: '12:30' }), arrivedOn: '1/7/26' };
    expect(toRequest(draft, summer).arrivedAt).toBe('2026-07-01T11:30:00.000Z');
  });

  it('asks for the preview without a clock, as soon as who, where and why are known', () => {
    expect(toPreview(aDraft({ reason: '' }), TODAY)).toBeNull();
    expect(toPreview(aDraft(), TODAY)).toMatchObject({ arrivedMinutesAgo: 0, arrivedAt: null });
    expect(toPreview(aDraft({ patientId: '', withoutMatch: true }), TODAY)?.unmatched?.name).toBe('Not known');
  });
});

describe('dates and times as typed', () => {
  it('puts the day before the month', () => {
    expect(readDate('5/4/19', TODAY)).toBe('2019-04-05');
    expect(readDate('050419', TODAY)).toBe('2019-04-05');
    expect(readDate('23-Nov-2026', TODAY)).toBe('2026-11-23');
    expect(readDate('31/2/2019', TODAY)).toBeNull();
    expect(readDate('', TODAY)).toBeNull();
  });

  it('takes a day that is still to come where one may be meant, and reads it back', () => {
    expect(readDate('5/12/2031', TODAY)).toBeNull();
    expect(readDay('5/12/2031', TODAY)).toBe('2031-12-05');
    expect(readDay('5/12/31', TODAY)).toBe('2031-12-05');
    expect(readDay('050419', TODAY)).toBe('2019-04-05');
    expect(readDay('31/2/2031', TODAY)).toBeNull();
    expect(readBack('5/12/31', TODAY, readDay)).toBe('05-Dec-2031');
  });

  it('takes a time with and without its colon', () => {
    expect(readTime('1405')).toBe('14:05');
    expect(readTime('9.05')).toBe('09:05');
    expect(readTime('24:00')).toBeNull();
    expect(readTime('2:60')).toBeNull();
    expect(readTime('soon')).toBeNull();
  });
});
