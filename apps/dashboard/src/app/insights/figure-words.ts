import type { FigureAnswer, FigureCounts } from '@shared-care/contracts/insights/answers';
import { ALERT_LOAD_LIMITS, REVIEW_DAYS } from '@shared-care/domain/alert-load';
import { FIGURES, VERIFIED_AT_LEAST, type FigureName } from '@shared-care/domain/figures';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const part = (counts: FigureCounts, ...names: string[]): number =>
  names.reduce((sum, name) => sum + (counts.parts[name] ?? 0), 0);

/** "83%"; a share of nothing is none. Never 100% while one is missing, nor 0% while there is one. */
export function percent(some: number, all: number): string {
  if (all === 0) return 'none';
  const rounded = Math.round((some / all) * 100);
  if (rounded === 100 && some < all) return 'over 99%';
  return rounded === 0 && some > 0 ? 'under 1%' : `${rounded}%`;
}

/** `Nov 26` of a month, `5 Oct` of a week. */
export function startWords(start: string, by: 'week' | 'month' | null): string {
  const month = MONTHS[Number(start.slice(5, 7)) - 1]!;
  return by === 'week' ? `${Number(start.slice(8))} ${month}` : `${month} ${start.slice(2, 4)}`;
}

export const hospitalWords = (name: FigureName, hospital: { name: string } | null): string =>
  hospital?.name ?? (name === 'requests' ? 'No primary link' : 'Hospital not in the directory');

/** Treated at all: what shares and medians are of. */
export const treated = (counts: FigureCounts): number => part(counts, 'within_30', 'within_60', 'within_120', 'later');
/** Matched to a record, so that open access can be known. */
export const known = (counts: FigureCounts): number => part(counts, 'valid', 'due_review', 'not_valid');
const measured = (counts: FigureCounts): number => part(counts, 'on_time', 'late', 'overdue');

/** The triggers that raised an alert, most first. */
export const raised = ({ bins }: FigureAnswer): FigureAnswer['bins'] =>
  bins.filter(({ total }) => total > 0).sort((one, other) => other.total - one.total);

export interface FigureWords {
  /** The result, as the heading of the picture. */
  title: string;
  /** What it is made of. */
  under: string;
  /** Which limit is passed, and what follows. */
  beyond?: string;
}

/** The result of a figure as a sentence. */
export function figureWords(answer: FigureAnswer): FigureWords {
  const { one, many } = FIGURES[answer.figure].noun;
  if (answer.whole.total === 0) return { title: `${FIGURES[answer.figure].word}: no ${one} in this period`, under: '' };
  return WORDS[answer.figure](answer, `${answer.whole.total} ${answer.whole.total === 1 ? one : many}`);
}

const tierShare = (whole: FigureCounts, tier: string, word: string): string[] => {
  const [within, late] = [part(whole, `${tier}_within`), part(whole, `${tier}_late`)];
  return within + late === 0 ? [] : [`${percent(within, within + late)} of ${word}`];
};

const half = ({ median, ninth }: FigureCounts, what: string, done: string): string =>
  `Half of ${what} are ${done} within ${median} min; 9 in 10 within ${ninth} min`;

const MOST = ALERT_LOAD_LIMITS.interruptsPerShift;
const limited = (passed: boolean, words: string): { beyond?: string } =>
  passed ? { beyond: `Beyond the limit: ${words}. Review the rules within ${REVIEW_DAYS} days.` } : {};
const hourWords = (hour: string): string =>
  [Number(hour), (Number(hour) + 1) % 24].map((at) => `${at.toString().padStart(2, '0')}:00`).join(' to ');

const WORDS: Readonly<Record<FigureName, (answer: FigureAnswer, count: string) => FigureWords>> = {
  attendances: ({ whole, periods }, count) => ({
    title: `${(Math.round((whole.total / Math.max(1, periods.length)) * 10) / 10).toString()} attendances a week; ${percent(part(whole, 'red'), whole.total)} of them red`,
    under: `${count}: ${part(whole, 'red')} red, ${part(whole, 'amber')} amber, ${part(whole, 'blue')} blue.`,
  }),
  acknowledged: ({ whole }, count) => {
    const shares = [
      ...tierShare(whole, 'red', 'red'),
      ...tierShare(whole, 'amber', 'amber'),
      ...tierShare(whole, 'blue', 'blue'),
    ];
    return {
      title:
        whole.median === null ? 'No red alert has an owner in this period' : half(whole, 'red alerts', 'acknowledged'),
      under: `Within the limit of the tier: ${shares.length === 0 ? 'none yet' : shares.join(', ')}. ${count}, ${part(whole, 'waiting')} of them waiting.`,
    };
  },
  first_treatment: ({ whole }, count) => {
    const all = treated(whole);
    const within = [part(whole, 'within_30'), part(whole, 'within_30', 'within_60'), all - part(whole, 'later')];
    return {
      title: all === 0 ? 'No bleed has a first treatment recorded' : half(whole, 'bleeds', 'treated'),
      under: `${count}, ${all} treated: ${percent(within[0]!, all)} within 30, ${percent(within[1]!, all)} within 60, ${percent(within[2]!, all)} within 120 min. Not given: ${part(whole, 'not_given')}, not known: ${part(whole, 'not_known')}, not recorded: ${part(whole, 'not_recorded')}.`,
    };
  },
  open_access: ({ whole }, count) => ({
    title: `${capital(percent(part(whole, 'valid', 'due_review'), known(whole)))} arrived with valid open access`,
    under: `${count}: ${part(whole, 'valid')} valid, ${part(whole, 'due_review')} valid and due review, ${part(whole, 'not_valid')} not valid, ${part(whole, 'unknown')} not known.`,
  }),
  load_by_hour: ({ whole, bins }, count) => {
    const [busiest] = [...bins].sort((one, other) => other.total - one.total);
    const repeats = part(whole, 'again') / whole.total;
    return {
      title: `Most interrupts come from ${hourWords(busiest!.bin)}; ${percent(part(whole, 'again'), whole.total)} tell of the same alert again`,
      under: `${count} of nurses: ${part(whole, 'first')} told of an alert, ${part(whole, 'again')} told again.`,
      ...limited(repeats > ALERT_LOAD_LIMITS.repeats, `more than ${ALERT_LOAD_LIMITS.repeats * 100}% told again`),
    };
  },
  load_by_person: ({ whole }, count) => ({
    title: `${whole.perShift} ${whole.perShift === 1 ? 'interrupt' : 'interrupts'} per nurse per shift; ${percent(part(whole, 'beyond'), whole.total)} in a shift with over ${MOST}`,
    under: `${count}: ${part(whole, 'calm')} in shifts of 1 to 3, ${part(whole, 'busy')} in shifts of 4 to ${MOST}, ${part(whole, 'beyond')} in shifts of over ${MOST}.`,
    ...limited((whole.perShift ?? 0) > MOST, `more than ${MOST} interrupts per nurse per shift`),
  }),
  acted_on: ({ whole }, count) => {
    const [acted, not] = [part(whole, 'acted_on'), part(whole, 'not_acted_on')];
    return {
      title:
        acted + not === 0
          ? 'No alert has ended in this period'
          : `${capital(percent(acted, acted + not))} of alerts that ended were acted on`,
      under: `${count}: ${acted} acted on, ${not} not, ${part(whole, 'running')} not ended.`,
      ...limited(
        acted < ALERT_LOAD_LIMITS.actedOn * (acted + not),
        `fewer than ${ALERT_LOAD_LIMITS.actedOn * 100}% acted on`,
      ),
    };
  },
  requests: ({ whole }, count) => ({
    title: `${capital(percent(part(whole, 'on_time'), measured(whole)))} of requests were done on time`,
    under: `${count}: ${part(whole, 'on_time')} on time, ${part(whole, 'late')} late, ${part(whole, 'overdue')} overdue${part(whole, 'not_known') > 0 ? `, ${part(whole, 'not_known')} not known` : ''}.`,
  }),
  contacts: ({ whole, hospitals }, count) => {
    const below = hospitals.filter((each) => part(each, 'verified') < VERIFIED_AT_LEAST * each.total).length;
    return {
      title:
        `${below === 0 ? 'No hospital has' : `${below} of ${hospitals.length} ${below === 1 ? 'hospitals has' : 'hospitals have'}`} fewer than 90% of its numbers checked`.replace(
          'have fewer than 90% of its',
          'have fewer than 90% of their',
        ),
      under: `${count}, ${percent(part(whole, 'verified'), whole.total)} checked within 90 days.`,
    };
  },
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
