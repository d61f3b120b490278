import type { Action } from './actions.ts';
import type { Size } from './databases.ts';
import { median, quantile, type Block } from './measure.ts';

/** `floor` has the product's duties, `bare` none. */
export type Who = 'product' | 'floor' | 'bare';

/** By action, by `size who`: a block for each round. */
export type Blocks = Map<Action, Map<string, Block[]>>;

const GROWTH_AIM = 1.3;
const MEMORY_AIM_MB = 350;

interface Line {
  action: Action;
  size: Size;
  share: number;
  times: number;
  growth: number | null;
}

/**
 * The table, what was missed, and last a line that a program can read. A ratio is the median of the rounds' ratios, each of
 * blocks measured beside one another.
 */
export function report(blocks: Blocks, sizes: readonly Size[], memoryMb: number | null): string[] {
  const table = [
    [
      'action',
      'size',
      'product /s',
      'p50',
      'p95',
      'floor /s',
      'p50',
      'p95',
      'bare /s',
      'of floor',
      'of bare',
      'p95 ratio',
      'node ms',
      'beyond bare',
      'large/small',
    ],
  ];
  const lines: Line[] = [];
  for (const [action, sides] of blocks) {
    for (const size of sizes) {
      const of = (who: Who): Block[] => sides.get(`${size} ${who}`) ?? [];
      const line: Line = {
        action,
        size,
        share: ratio(of('product'), of('floor'), perSecond),
        times: ratio(of('product'), of('floor'), p95),
        growth:
          size === 'large' && sizes.includes('small')
            ? ratio(of('product'), sides.get('small product') ?? [], p95)
            : null,
      };
      lines.push(line);
      const [product, bare] = [processorMs(of('product')), processorMs(of('bare'))];
      table.push([
        action.name,
        size,
        ...shown(of('product')),
        ...shown(of('floor')),
        shown(of('bare'))[0]!,
        line.share.toFixed(2),
        ratio(of('product'), of('bare'), perSecond).toFixed(2),
        line.times.toFixed(2),
        product?.toFixed(2) ?? '',
        // What framework, rules and serialisation take of it.
        product && bare ? `${Math.round((1 - bare / product) * 100)} %` : '',
        line.growth?.toFixed(2) ?? '',
      ]);
    }
  }
  const missed = [...lines.flatMap(missedOf), ...memoryMissed(memoryMb)];
  return [
    ...columns(table),
    memoryMb === null
      ? 'memory of the product: not measured'
      : `memory of the product at the small size, highest seen: ${Math.round(memoryMb)} MB (aim ${MEMORY_AIM_MB})`,
    missed.length === 0 ? 'every aim met' : `aims missed: ${missed.length}`,
    ...missed.map((line) => `  missed: ${line}`),
    `ratios ${lines.map(({ action, size, share }) => `${action.name.replaceAll(' ', '_')}/${size}=${share.toFixed(2)}`).join(' ')}`,
  ];
}

function missedOf({ action, size, share, times, growth }: Line): string[] {
  const { aim } = action;
  const missed: string[] = [];
  if (aim && 'share' in aim && share < aim.share)
    missed.push(`${action.name}, ${size}: ${share.toFixed(2)} of the floor, aim ${aim.share}`);
  if (aim && 'times' in aim && times > aim.times)
    missed.push(`${action.name}, ${size}: ${times.toFixed(2)} × floor at p95, aim ${aim.times}`);
  if (growth !== null && growth > GROWTH_AIM)
    missed.push(`${action.name}: large is ${growth.toFixed(2)} × small at p95, aim ${GROWTH_AIM}`);
  return missed;
}

function memoryMissed(memoryMb: number | null): string[] {
  return memoryMb !== null && memoryMb > MEMORY_AIM_MB
    ? [`memory: ${Math.round(memoryMb)} MB, aim ${MEMORY_AIM_MB}`]
    : [];
}

const perSecond = ({ took, seconds }: Block): number => took.length / seconds;
const p95 = ({ took }: Block): number => quantile(took, 0.95);

function ratio(above: readonly Block[], below: readonly Block[], value: (block: Block) => number): number {
  return median(above.map((block, round) => value(block) / value(below[round]!)));
}

/** Milliseconds of processor time for one action. */
function processorMs(blocks: readonly Block[]): number | null {
  const used = blocks.map(({ processor }) => processor);
  if (used.includes(null)) return null;
  const all = used.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return (all * 1000) / blocks.reduce((sum, { took }) => sum + took.length, 0);
}

function shown(blocks: readonly Block[]): [string, string, string] {
  const all = blocks.flatMap(({ took }) => took);
  return [
    median(blocks.map(perSecond)).toFixed(0),
    `${quantile(all, 0.5).toFixed(1)} ms`,
    `${quantile(all, 0.95).toFixed(1)} ms`,
  ];
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
