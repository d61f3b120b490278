import { writeFileSync } from 'node:fs';
import { openApi } from './openapi';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Say where to write: npm run openapi -- FILE');
  process.exitCode = 1;
} else {
  const { paths, components, ...head } = openApi() as Record<string, Record<string, unknown>>;
  const { schemas, ...others } = components!;
  writeFileSync(
    file,
    // One line for each route and each schema, so that a change of one is a change of one line.
    `{${[
      ...Object.entries(head).map(entry),
      `"paths":{\n${lines(paths!)}\n}`,
      `"components":{${[...Object.entries(others).map(entry), `"schemas":{\n${lines(schemas as Record<string, unknown>)}\n}`].join(',\n')}}`,
    ].join(',\n')}}\n`,
  );
}

function lines(of: Record<string, unknown>): string {
  return Object.entries(of).map(entry).join(',\n');
}

function entry([key, value]: [string, unknown]): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}
