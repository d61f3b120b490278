import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folders of one app, lowest first: a folder imports only from lines above its own, never sideways. One without a line
 * stands below all of them: it may import from every line, and nothing may import from it.
 */
export type FolderOrder = readonly (readonly string[])[];

/** One folder importing from another, with the files that do. */
export interface Arrow {
  from: string;
  to: string;
  files: string[];
  /** Against the order: sideways, or from a lower line to a higher one. */
  back: boolean;
}

export interface FolderGraph {
  folders: string[];
  /** Folders with a line and no files. */
  gone: string[];
  arrows: Arrow[];
  back: Arrow[];
}

const IMPORT = /(?:\bfrom |\bimport\(|\bimport )'(\.[^']+)'/g;

/** Which folder of `root` imports from which, tests and their samples aside; files at the top may import everything. */
export function folderGraph(root: string, order: FolderOrder): FolderGraph {
  const line = (folder: string): number => {
    const at = order.findIndex((folders) => folders.includes(folder));
    return at === -1 ? order.length : at;
  };
  const files = globSync('*/**/*.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.endsWith('.spec.ts') && !/(^|\/)testing\//.test(file));
  const arrows = new Map<string, Arrow>();
  for (const file of files.sort()) {
    const from = file.split('/')[0]!;
    for (const [, path] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      const [to, ...rest] = join(dirname(file), path!).replaceAll('\\', '/').split('/');
      if (to === undefined || to === from || to === '..' || rest.length === 0) continue;
      const arrow = arrows.get(`${from} ${to}`) ?? { from, to, files: [], back: line(to) >= line(from) };
      if (!arrow.files.includes(file)) arrow.files.push(file);
      arrows.set(`${from} ${to}`, arrow);
    }
  }
  const folders = [...new Set(files.map((file) => file.split('/')[0]!))].sort();
  const all = [...arrows.values()];
  return {
    folders,
    gone: order.flat().filter((folder) => !folders.includes(folder)),
    arrows: all,
    back: all.filter(({ back }) => back),
  };
}
