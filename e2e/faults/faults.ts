import { parseArgs } from 'node:util';
import { runBacklog } from './backlog.ts';
import { runKills } from './kills.ts';
import { runRaces } from './races.ts';
import { runStreams } from './streams.ts';
import { runTerminations } from './terminations.ts';

const HELP = `npm run faults -- [--kills N] [--seed S] | --terminations N | --races | --backlog | --streams
  --kills  processes killed at random while the database crashes and network and mail server fail (default 60)
  --seed   the same numbers again, for a run that failed (default: of the clock)
  --terminations  connections of the product that the database ends under load; every process stays
  --races  10,000 acknowledgements against escalations, and 50 rounds of 200 people who acknowledge at once
  --backlog  how soon a new alert goes out behind 5,000 retries, as a ratio to an idle queue
  --streams  300 open screens while the servers are restarted 50 times
Last line: lost N, duplicate N, late N, unsent N`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string' },
    terminations: { type: 'string' },
    races: { type: 'boolean', default: false },
    backlog: { type: 'boolean', default: false },
    streams: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => console.log(line);

async function main(): Promise<number> {
  if (values.help) {
    say(HELP);
    return 0;
  }
  const seed = values.seed ? Number(values.seed) : Date.now() % 2 ** 31;
  say(`seed ${seed}`);
  const found = values.races
    ? await runRaces(say)
    : values.backlog
      ? await runBacklog(say)
      : values.streams
        ? await runStreams(say)
        : values.terminations
          ? await runTerminations(Number(values.terminations), seed, say)
          : await runKills(Number(values.kills), seed, say);
  say(`lost ${found.lost}, duplicate ${found.duplicate}, late ${found.late}, unsent ${found.unsent}`);
  return found.lost + found.duplicate + found.late + found.unsent === 0 ? 0 : 1;
}

process.exit(
  await main().catch((error: unknown) => {
    console.error(error);
    return 1;
  }),
);
