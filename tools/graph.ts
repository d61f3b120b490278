/** `npm run graph`: the folders of both apps in their order, who imports whom, and the arrows that run back. */
import { join } from 'node:path';
import { API_FOLDERS } from '../apps/api/folder-order.ts';
import { DASHBOARD_FOLDERS } from '../apps/dashboard/folder-order.ts';
import { folderGraph, type FolderOrder } from './folder-graph.ts';

const ROOT = join(import.meta.dirname, '..');
const APPS: [name: string, source: string, order: FolderOrder][] = [
  ['api', 'apps/api/src', API_FOLDERS],
  ['dashboard', 'apps/dashboard/src/app', DASHBOARD_FOLDERS],
];

let folders = 0;
let arrows = 0;
let back = 0;
for (const [name, source, order] of APPS) {
  const graph = folderGraph(join(ROOT, source), order);
  console.log(`${name} (${source}): folders ${graph.folders.length}, arrows ${graph.arrows.length}`);
  for (const [floor, line] of order.entries()) {
    for (const folder of line) {
      const to = graph.arrows.filter((arrow) => arrow.from === folder).map((arrow) => arrow.to);
      console.log(`${String(floor).padStart(4)}  ${folder}${to.length > 0 ? ` → ${to.join(', ')}` : ''}`);
    }
  }
  const listed = new Set(order.flat());
  for (const folder of graph.folders.filter((each) => !listed.has(each)))
    console.log(`      ${folder}, without a line`);
  for (const { from, to, files } of graph.back) console.log(`back  ${from} → ${to}: ${files.join(', ')}`);
  console.log('');
  folders += graph.folders.length;
  arrows += graph.arrows.length;
  back += graph.back.length;
}
console.log(`folders ${folders}, arrows ${arrows}, back ${back}`);
process.exitCode = back > 0 ? 1 : 0;
