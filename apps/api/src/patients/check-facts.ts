import type { FieldProblem } from '@shared-care/contracts/problem';
import type { RegistrationFacts } from '@shared-care/contracts/registration/shapes';
import { checkNhsNumber, isDemoNhsNumber } from '@shared-care/domain/nhs-number';
import { isPhone } from '../hospitals/phone-number';

/** Heavier than any child here has been; a slip of the decimal point is caught before it becomes a dose. */
const HEAVIEST_KG = 200;

export interface FactLimits {
  /** London's calendar date. */
  today: string;
  /** Numbers that start with 999 belong to the demonstration. */
  demo: boolean;
}

/** What cannot be so, each with its field; fields are named as in {@link RegistrationFacts}. */
export function checkFacts(facts: RegistrationFacts, limits: FactLimits): FieldProblem[] {
  const { today } = limits;
  const problems: (FieldProblem | null)[] = [
    birthDateProblem(facts.birthDate, today),
    nhsNumberProblem(facts.nhsNumber, limits),
    said(
      'phone',
      facts.phone !== null && !isPhone(facts.phone),
      'Enter a telephone number such as 01632 960123, or one abroad with + and its country code.',
    ),
    dayProblem('weight.on', facts.weight?.on ?? null, facts.birthDate, today),
    facts.weight && weightProblem('weight.kg', facts.weight.kg),
    dayProblem('inhibitor.on', facts.inhibitor.on, facts.birthDate, today),
  ];
  return problems.filter((problem) => problem !== null);
}

export function birthDateProblem(birthDate: string, today: string): FieldProblem | null {
  return (
    said('birthDate', birthDate > today, 'This birth date is still to come. Check it.') ??
    said('birthDate', birthDate < before(today, 30), 'This would be an adult of 30 or more. Check the year.')
  );
}

export function nhsNumberProblem(typed: string | null, { demo }: Pick<FactLimits, 'demo'>): FieldProblem | null {
  if (typed === null) return null;
  const read = checkNhsNumber(typed);
  if (!read.ok) return { field: 'nhsNumber', message: read.because };
  return said(
    'nhsNumber',
    !demo && isDemoNhsNumber(read.number),
    'NHS numbers that start with 999 are for demonstration only. Enter the number on the letter.',
  );
}

/** A day between birth and today. */
export function dayProblem(field: string, day: string | null, birthDate: string, today: string): FieldProblem | null {
  if (day === null) return null;
  return (
    said(field, day > today, 'This day is still to come. Check it.') ??
    said(field, day < birthDate, 'This day is before the birth date. Check it.')
  );
}

export function weightProblem(field: string, kg: string): FieldProblem | null {
  const value = Number(kg);
  return said(field, value < 0.3 || value > HEAVIEST_KG, `Enter a weight from 0.3 to ${HEAVIEST_KG} kg.`);
}

function said(field: string, wrong: boolean, message: string): FieldProblem | null {
  return wrong ? { field, message } : null;
}

function before(today: string, years: number): string {
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
}
