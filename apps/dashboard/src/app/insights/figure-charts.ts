import type { FigureAnswer, FigureCounts } from '@shared-care/contracts/insights/answers';
import { DEFAULT_LIMITS } from '@shared-care/domain/alert-clock';
import { ALERT_LOAD_LIMITS } from '@shared-care/domain/alert-load';
import {
  BIN_MINUTES,
  FIGURES,
  TREATMENT_LINES,
  VERIFIED_AT_LEAST,
  type Figure,
  type FigureName,
} from '@shared-care/domain/figures';
import type { ChartOption } from './chart';
import {
  axis,
  bars,
  base,
  fourWeekMean,
  FULL,
  HATCHED,
  HOLLOW,
  label,
  LEGEND,
  line,
  mark,
  marks,
  QUIET,
  REST,
  STRONG,
  TEXT,
  TOOLTIP,
  valueAxis,
  WARM,
} from './chart-parts';
import type { Cell } from './figure-table';
import { hospitalWords, known, part, raised, startWords } from './figure-words';

/** A picture, and what each of its bars or points counts: the place on the axis gives the list. */
export interface Picture {
  option: ChartOption;
  /** Of a click on a series at a place. Null where there is no list. */
  cellOf(series: string, place: number): Cell;
}

const MOST = ALERT_LOAD_LIMITS.interruptsPerShift;

const startsOf = ({ figure, periods }: FigureAnswer): string[] =>
  periods.map(({ start }) => startWords(start, FIGURES[figure].by));

interface Drawn {
  part: string;
  name: string;
  style: object;
}

/** Stacked columns of parts; with `of`, each is a share of that whole. */
function stacked(answer: FigureAnswer, drawn: readonly Drawn[], of?: (counts: FigureCounts) => number): Picture {
  const value = (counts: FigureCounts, name: string): number => {
    const whole = of?.(counts) ?? 0;
    if (!of) return part(counts, name);
    return whole === 0 ? 0 : Math.round((part(counts, name) / whole) * 1000) / 10;
  };
  const names = new Map(drawn.map((each) => [each.name, each.part]));
  return {
    option: base(startsOf(answer), {
      yAxis: of ? valueAxis({ max: 100, axisLabel: { ...label, formatter: '{value}%' } }) : valueAxis(),
      legend: LEGEND,
      grid: { left: 8, right: 16, top: 36, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      series: drawn.map((each) =>
        bars(
          each.name,
          each.style,
          answer.periods.map((one) => value(one, each.part)),
        ),
      ),
    }),
    cellOf: (series, place) => ({ start: answer.periods[place]?.start, part: names.get(series) }),
  };
}

/** Columns of minutes, those up to `within` in the strong colour; lines at their edges, and where half of all are. */
function histogram(answer: FigureAnswer, step: number, within: number, lines: object[]): Picture {
  const { bins } = answer;
  const names = Object.values((FIGURES[answer.figure] as Figure).bins!.names);
  const median = answer.whole.median;
  return {
    option: base([], {
      grid: { left: 8, right: 20, top: 46, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        ...TOOLTIP,
        trigger: 'item',
        formatter: ({ dataIndex }: { dataIndex: number }) => `${names[dataIndex]}: ${bins[dataIndex]?.total}`,
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: bins.length,
        interval: 1,
        ...axis,
        splitLine: { show: false },
        axisLabel: {
          ...label,
          formatter: (place: number) => (place % 2 === 0 && place < bins.length ? `${place * step}` : ''),
        },
      },
      series: [
        {
          type: 'bar',
          name: names[0],
          data: bins.map(({ total }, place) => ({
            value: [place + 0.5, total],
            itemStyle: FULL((place + 1) * step <= within ? STRONG : REST),
          })),
          barCategoryGap: '6%',
          emphasis: { disabled: true },
          markLine: marks([
            ...lines,
            ...(median === null ? [] : [markOf(Math.min(bins.length, Math.max(0, median) / step), `median ${median}`)]),
          ]),
        },
      ],
    }),
    cellOf: (_, place) => ({ bin: bins[place]?.bin }),
  };
}

/** The median stands above the words of the lines, so that neither hides the other. */
const markOf = (at: number, words: string): object => {
  const { label: own, ...line } = mark(at, words, 'xAxis');
  return { ...line, label: { ...own, color: STRONG, distance: 20 }, lineStyle: { color: STRONG, width: 1.5 } };
};

/** Stacked columns, or bars with `lying`, of the parts of each bin that is drawn. */
function stackedBins(
  bins: FigureAnswer['bins'],
  names: Readonly<Record<string, string>>,
  drawn: readonly Drawn[],
  lying = false,
): Picture {
  const parts = new Map(drawn.map((each) => [each.name, each.part]));
  const places = {
    type: 'category',
    data: bins.map(({ bin }) => names[bin] ?? bin),
    ...axis,
    axisLabel: lying ? { ...label, width: 170, overflow: 'truncate' } : { ...label, interval: 3 },
  };
  return {
    option: base([], {
      legend: LEGEND,
      grid: { left: 8, right: 16, top: 36, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: lying ? valueAxis() : places,
      yAxis: lying ? places : valueAxis(),
      series: drawn.map((each) =>
        bars(
          each.name,
          each.style,
          bins.map((one) => part(one, each.part)),
        ),
      ),
    }),
    cellOf: (series, place) => ({ bin: bins[place]?.bin, part: parts.get(series) }),
  };
}

const PICTURES: Readonly<Record<FigureName, (answer: FigureAnswer) => Picture>> = {
  attendances: (answer) => {
    const picture = stacked(answer, [
      { part: 'red', name: 'Red', style: FULL('var(--chart-red)') },
      { part: 'amber', name: 'Amber', style: HATCHED('var(--chart-amber)') },
      { part: 'blue', name: 'Blue', style: HOLLOW('var(--chart-blue)') },
    ]);
    const mean = line('4-week mean', TEXT, fourWeekMean(answer.periods.map(({ total }) => total)));
    const series = [...(picture.option['series'] as object[]), mean];
    return { ...picture, option: { ...picture.option, series } };
  },
  acknowledged: (answer) => {
    const [limit, step] = [DEFAULT_LIMITS.redMinutes, BIN_MINUTES.acknowledged];
    return histogram(answer, step, limit, [mark(limit / step, `limit of red ${limit} min`, 'xAxis')]);
  },
  first_treatment: (answer) => {
    const step = BIN_MINUTES.first_treatment;
    const lines = TREATMENT_LINES.map((at) => mark(at / step, `${at}`, 'xAxis'));
    return histogram(answer, step, TREATMENT_LINES[0], lines);
  },
  open_access: (answer) =>
    stacked(
      answer,
      [
        { part: 'valid', name: 'Valid', style: FULL(STRONG) },
        { part: 'due_review', name: 'Due review', style: HATCHED(WARM) },
        { part: 'not_valid', name: 'Not valid', style: HOLLOW(QUIET) },
      ],
      known,
    ),
  load_by_hour: (answer) =>
    stackedBins(answer.bins, FIGURES.load_by_hour.bins.names, [
      { part: 'first', name: 'Told of an alert', style: FULL(STRONG) },
      { part: 'again', name: 'Told again', style: HATCHED(WARM) },
    ]),
  load_by_person: (answer) =>
    stacked(answer, [
      { part: 'calm', name: '1 to 3', style: FULL(STRONG) },
      { part: 'busy', name: `4 to ${MOST}`, style: HATCHED(WARM) },
      { part: 'beyond', name: `Over ${MOST} in the shift`, style: HOLLOW('var(--chart-red)') },
    ]),
  acted_on: (answer) =>
    stackedBins(
      raised(answer).reverse(),
      FIGURES.acted_on.bins.names,
      [
        { part: 'acted_on', name: 'Acted on', style: FULL(STRONG) },
        { part: 'not_acted_on', name: 'Not acted on', style: HATCHED(WARM) },
        { part: 'running', name: 'Not ended', style: HOLLOW(QUIET) },
      ],
      true,
    ),
  requests: (answer) =>
    stacked(answer, [
      { part: 'on_time', name: 'On time', style: FULL(STRONG) },
      { part: 'late', name: 'Late', style: HATCHED(WARM) },
      { part: 'overdue', name: 'Overdue', style: HOLLOW('var(--chart-red)') },
    ]),
  contacts: (answer) => {
    const hospitals = [...answer.hospitals].reverse();
    const share = hospitals.map((each) => Math.round((part(each, 'verified') / each.total) * 100));
    const least = VERIFIED_AT_LEAST * 100;
    return {
      option: base([], {
        grid: { left: 8, right: 48, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: valueAxis({ max: 100, interval: 25, axisLabel: { ...label, formatter: '{value}%' } }),
        yAxis: {
          type: 'category',
          data: hospitals.map(({ hospital }) => hospitalWords('contacts', hospital)),
          ...axis,
          axisLabel: { ...label, width: 120, overflow: 'truncate' },
        },
        series: [
          {
            ...bars('Checked within 90 days, %', FULL(STRONG), []),
            data: share.map((value) => ({ value, itemStyle: value < least ? HATCHED(WARM) : FULL(STRONG) })),
            label: {
              show: true,
              position: 'right',
              formatter: '{c}%',
              color: TEXT,
              fontWeight: 600,
            },
            markLine: marks([mark(least, `${least}%`, 'xAxis')]),
          },
        ],
      }),
      cellOf: (_, place) => ({ hospital: hospitals[place]?.hospital?.id ?? 'none' }),
    };
  },
};

export const pictureOf = (answer: FigureAnswer): Picture => PICTURES[answer.figure](answer);

/** Rem that a picture needs: bars of hospitals and triggers lie under each other. */
export function heightOf(answer: FigureAnswer): number {
  if (answer.figure === 'contacts') return Math.max(12, 3 + 1.6 * answer.hospitals.length);
  return answer.figure === 'acted_on' ? Math.max(12, 4 + 1.6 * raised(answer).length) : 14;
}
