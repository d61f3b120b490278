import type { FigureAnswer, FigureCounts } from '@shared-care/contracts/insights/answers';
import { DEFAULT_LIMITS } from '@shared-care/domain/alert-clock';
import { TREATMENT_LINES, VERIFIED_AT_LEAST, FIGURES, type FigureName } from '@shared-care/domain/figures';
import type { ChartOption } from './chart';
import type { Cell } from './figure-table';
import { hospitalWords, known, part, startWords } from './figure-words';

/** A picture, and what each of its bars or points counts: the place on the axis gives the list. */
export interface Picture {
  option: ChartOption;
  /** Of a click on a series at a place. Null where there is no list. */
  cellOf(series: string, place: number): Cell;
}

const TEXT = 'var(--sc-text)';
const QUIET = 'var(--sc-text-2)';
const LINE = 'var(--sc-border)';
const CARD = 'var(--sc-card)';
const STRONG = 'var(--chart-1)';
const WARM = 'var(--chart-4)';

/** Colour and pattern together: full, hatched and hollow are told apart without colour. */
const FULL = (color: string) => ({ color, borderWidth: 0 });
const HATCHED = (color: string) => ({
  color,
  borderColor: color,
  borderWidth: 1,
  decal: { symbol: 'rect', color: CARD, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 },
});
const HOLLOW = (color: string) => ({ color: CARD, borderColor: color, borderWidth: 1.5 });

const label = { color: QUIET, fontSize: 12 };
const axis = { axisLabel: label, axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false } };
const valueAxis = (more: object = {}) => ({
  type: 'value',
  min: 0,
  minInterval: 1,
  axisLabel: label,
  splitNumber: 4,
  splitLine: { lineStyle: { color: LINE } },
  ...more,
});

function base(categories: readonly string[], more: ChartOption): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: 'Arial, sans-serif', color: TEXT },
    grid: { left: 8, right: 16, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow', shadowStyle: { color: 'var(--sc-text)', opacity: 0.06 } },
      backgroundColor: 'var(--sc-raised)',
      borderColor: LINE,
      textStyle: { color: TEXT, fontSize: 13 },
    },
    xAxis: { type: 'category', data: [...categories], ...axis },
    yAxis: valueAxis(),
    ...more,
  };
}

const bars = (name: string, itemStyle: object, data: number[]) => ({
  type: 'bar',
  name,
  stack: 'all',
  itemStyle,
  // Nothing is drawn for none: a hollow bar of no height would be a line.
  data: data.map((value) => (value === 0 ? '-' : value)),
  barCategoryGap: '25%',
  emphasis: { disabled: true },
});

const line = (name: string, color: string, data: (number | null)[], dashed = false) => ({
  type: 'line',
  name,
  data,
  symbol: dashed ? 'emptyCircle' : 'circle',
  symbolSize: 6,
  showAllSymbol: true,
  lineStyle: { color, width: 2, type: dashed ? 'dashed' : 'solid' },
  itemStyle: { color },
  emphasis: { disabled: true },
  endLabel: {
    show: true,
    formatter: '{a}',
    color: TEXT,
    fontSize: 12,
    fontWeight: 600,
    align: 'right',
    // Where both are the same, their names stand above and below.
    offset: [-4, dashed ? -12 : 14],
  },
});

/** A dashed line right across, with its words. */
const mark = (at: number, words: string, axisName: 'xAxis' | 'yAxis' = 'yAxis') => ({
  [axisName]: at,
  label: {
    formatter: words,
    color: TEXT,
    fontSize: 12,
    fontWeight: 600,
    position: axisName === 'yAxis' ? 'insideStartTop' : 'end',
  },
  lineStyle: { color: TEXT, type: 'dashed', width: 1.5 },
});
const marks = (data: object[]) => ({ silent: true, symbol: 'none', animation: false, data });

/** The mean of each week and the three before it. */
function fourWeekMean(counts: readonly number[]): (number | null)[] {
  return counts.map((_, place) => {
    if (place < 3) return null;
    const four = counts.slice(place - 3, place + 1);
    return Math.round((four.reduce((sum, one) => sum + one, 0) / 4) * 10) / 10;
  });
}

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
      legend: {
        top: 0,
        left: 0,
        itemWidth: 14,
        itemHeight: 12,
        textStyle: { color: QUIET, fontSize: 12 },
        selectedMode: false,
      },
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

function minutesByMonth(answer: FigureAnswer, lines: object[], most: number): Picture {
  return {
    option: base(startsOf(answer), {
      yAxis: valueAxis({
        name: 'min',
        nameTextStyle: label,
        nameGap: 10,
        max: ({ max }: { max: number }) => Math.ceil((Math.max(max, most) * 1.1) / 5) * 5,
      }),
      series: [
        {
          ...line(
            '9 in 10',
            WARM,
            answer.periods.map(({ ninth }) => ninth),
            true,
          ),
          markLine: marks(lines),
        },
        line(
          'median',
          STRONG,
          answer.periods.map(({ median }) => median),
        ),
      ],
    }),
    cellOf: (_, place) => ({ start: answer.periods[place]?.start }),
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
    const series = [...(picture.option['series'] as object[]), { ...mean, symbol: 'none', endLabel: { show: false } }];
    return { ...picture, option: { ...picture.option, series } };
  },
  acknowledged: (answer) =>
    minutesByMonth(
      answer,
      [mark(DEFAULT_LIMITS.redMinutes, `limit of red ${DEFAULT_LIMITS.redMinutes} min`)],
      DEFAULT_LIMITS.redMinutes,
    ),
  first_treatment: (answer) =>
    minutesByMonth(
      answer,
      TREATMENT_LINES.map((at) => mark(at, `${at} min`)),
      Math.max(...TREATMENT_LINES),
    ),
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

/** Rem that a picture needs: bars of hospitals lie under each other. */
export const heightOf = (answer: FigureAnswer): number =>
  answer.figure === 'contacts' ? Math.max(12, 3 + 1.6 * answer.hospitals.length) : 14;

/** One column for each week, with the line that it should stay under. */
export function perWeek(
  name: string,
  weeks: readonly { week: string; value: number }[],
  limit: { at: number; words: string },
): ChartOption {
  const most = Math.max(limit.at, ...weeks.map(({ value }) => value));
  return base(
    weeks.map(({ week }) => startWords(week, 'week')),
    {
      yAxis: valueAxis({ max: Math.ceil(most + 0.5) }),
      series: [
        {
          ...bars(
            name,
            FULL(STRONG),
            weeks.map(({ value }) => Math.round(value * 10) / 10),
          ),
          markLine: marks([mark(limit.at, limit.words)]),
        },
      ],
    },
  );
}
