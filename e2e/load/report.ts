import type { Action } from './actions.ts';
import type { Size } from './databases.ts';
import { median, quantile } from './measure.ts';

/** By action, by `size who`, by round: how long each repeat took, in milliseconds. */
export type Blocks = Map<Action, Map<string, number[][]>>;

const GROWTH_AIM = 1.3;
const MEMORY_AIM_MB = 350;

/** The table and the verdict. A ratio is the median of the rounds' ratios, each of blocks measured beside one another. */
export function report(blocks: Blocks, sizes: readonly Size[], memoryMb: number | null): string[] {
  const table = [
    ['action', 'size', 'repeats', 'product p50', 'product p95', 'floor p50', 'floor p95', 'ratio p95', 'large/small'],
  ];
  const missed: string[] = [];
  for (const [action, sides] of blocks) {
    const p95 = (side: string): number[] => (sides.get(side) ?? []).map((block) => quantile(block, 0.95));
    for (const size of sizes) {
      const product = (sides.get(`${size} product`) ?? []).flat();
      const floor = (sides.get(`${size} floor`) ?? []).flat();
      const ratio = medianRatio(p95(`${size} product`), p95(`${size} floor`));
      const growth =
        size === 'large' && sizes.length === 2 ? medianRatio(p95('large product'), p95('small product')) : null;
      const floorGrowth = growth === null ? null : medianRatio(p95('large floor'), p95('small floor'));
      table.push([
        action.name,
        size,
        String(product.length),
        ms(quantile(product, 0.5)),
        ms(quantile(product, 0.95)),
        ms(quantile(floor, 0.5)),
        ms(quantile(floor, 0.95)),
        ratio.toFixed(2),
        growth === null ? '' : growth.toFixed(2),
      ]);
      if (action.aim !== null && ratio > action.aim)
        missed.push(`${action.name}, ${size}: ${ratio.toFixed(2)} × floor at p95, aim ${action.aim}`);
      if (growth !== null && growth > GROWTH_AIM)
        missed.push(
          `${action.name}: large is ${growth.toFixed(2)} × small at p95, aim ${GROWTH_AIM} (the floor: ${floorGrowth!.toFixed(2)})`,
        );
    }
  }
  if (memoryMb !== null && memoryMb > MEMORY_AIM_MB)
    missed.push(`memory: ${Math.round(memoryMb)} MB, aim ${MEMORY_AIM_MB}`);
  return [
    ...columns(table),
    memoryMb === null
      ? 'memory of the product: not measured (small size not run, or the system does not tell)'
      : `memory of the product at the small size, highest seen: ${Math.round(memoryMb)} MB (aim ${MEMORY_AIM_MB})`,
    missed.length === 0 ? 'every aim met' : `aims missed: ${missed.length}`,
    ...missed.map((line) => `  missed: ${line}`),
  ];
}

function medianRatio(above: readonly number[], below: readonly number[]): number {
  return median(above.map((value, round) => value / below[round]!));
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function columns(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
