import type { ChartOption } from './chart';

export const TEXT = 'var(--sc-text)';
export const QUIET = 'var(--sc-text-2)';
const LINE = 'var(--sc-border)';
const CARD = 'var(--sc-card)';
export const STRONG = 'var(--chart-1)';
export const WARM = 'var(--chart-4)';
/** What lies beyond the line, beside what is strong. */
export const REST = 'var(--chart-0)';

/** Colour and pattern together: full, hatched and hollow are told apart without colour. */
export const FULL = (color: string) => ({ color, borderWidth: 0 });
export const HATCHED = (color: string) => ({
  color,
  borderColor: color,
  borderWidth: 1,
  decal: { symbol: 'rect', color: CARD, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 },
});
export const HOLLOW = (color: string) => ({ color: CARD, borderColor: color, borderWidth: 1.5 });

export const label = { color: QUIET, fontSize: 12 };
export const axis = { axisLabel: label, axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false } };
export const valueAxis = (more: object = {}) => ({
  type: 'value',
  min: 0,
  minInterval: 1,
  axisLabel: label,
  splitNumber: 4,
  splitLine: { lineStyle: { color: LINE } },
  ...more,
});

export const TOOLTIP = {
  trigger: 'axis',
  renderMode: 'richText',
  axisPointer: { type: 'shadow', shadowStyle: { color: 'var(--sc-text)', opacity: 0.06 } },
  backgroundColor: 'var(--sc-raised)',
  borderColor: LINE,
  textStyle: { color: TEXT, fontSize: 13 },
};

export const LEGEND = {
  top: 0,
  left: 0,
  itemWidth: 14,
  itemHeight: 12,
  textStyle: { color: QUIET, fontSize: 12 },
  selectedMode: false,
};

export function base(categories: readonly string[], more: ChartOption): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: 'Arial, sans-serif', color: TEXT },
    grid: { left: 8, right: 16, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: TOOLTIP,
    xAxis: { type: 'category', data: [...categories], ...axis },
    yAxis: valueAxis(),
    ...more,
  };
}

export const bars = (name: string, itemStyle: object, data: number[]) => ({
  type: 'bar',
  name,
  stack: 'all',
  itemStyle,
  // Nothing is drawn for none: a hollow bar of no height would be a line.
  data: data.map((value) => (value === 0 ? '-' : value)),
  barCategoryGap: '25%',
  emphasis: { disabled: true },
});

export const line = (name: string, color: string, data: (number | null)[]) => ({
  type: 'line',
  name,
  data,
  symbol: 'none',
  lineStyle: { color, width: 2 },
  itemStyle: { color },
  emphasis: { disabled: true },
});

/** A dashed line right across, with its words. */
export const mark = (at: number, words: string, axisName: 'xAxis' | 'yAxis' = 'yAxis') => ({
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
export const marks = (data: object[]) => ({ silent: true, symbol: 'none', animation: false, data });

/** The mean of each week and the three before it. */
export function fourWeekMean(counts: readonly number[]): (number | null)[] {
  return counts.map((_, place) => {
    if (place < 3) return null;
    const four = counts.slice(place - 3, place + 1);
    return Math.round((four.reduce((sum, one) => sum + one, 0) / 4) * 10) / 10;
  });
}
