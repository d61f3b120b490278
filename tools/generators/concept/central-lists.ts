/** How a new concept is named in the files that know every concept. */
export interface ConceptNames {
  /** Its folder on every floor and its path: `clinic-visits`. */
  room: string;
  title: string;
  table: string;
  many: string;
  Many: string;
  /** A file with one of it: `clinic-visit`. */
  file: string;
  /** Type of one: `ClinicVisit`. */
  one: string;
  routes: string;
  permissions: string;
  /** Its line in the permission table: `clinicVisit`. */
  resource: string;
}

export function namesOf(room: string, title?: string): ConceptNames {
  if (!/^[a-z]+(-[a-z]+)*s$/.test(room)) throw new Error(`“${room}”: write a plural in small letters, clinic-visits.`);
  const Many = room.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
  const singular = Many.replace(/ies$/, 'y').replace(/([^y])s$/, '$1');
  const resource = `${singular[0]!.toLowerCase()}${singular.slice(1)}`;
  const spaced = room.replaceAll('-', ' ');
  return {
    room,
    title: title ?? spaced[0]!.toUpperCase() + spaced.slice(1),
    table: room.replaceAll('-', '_'),
    many: Many[0]!.toLowerCase() + Many.slice(1),
    Many,
    file: singular.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase(),
    one: singular,
    routes: `${resource}Routes`,
    permissions: `${resource}Permissions`,
    resource,
  };
}

/** The central lists, each with the lines that a concept adds. A fourth entry here is a step back. */
export const CENTRAL_LISTS: Readonly<Record<string, (text: string, names: ConceptNames) => string>> = {
  'libs/contracts/src/all-routes.ts': (text, { room, many, routes }) =>
    before(withImport(text, `import { ${routes} } from './${room}/routes';`), '} satisfies', `  ${many}: ${routes},`),
  'libs/contracts/src/permissions.ts': (text, { room, permissions }) =>
    before(
      withImport(text, `import { ${permissions} } from './${room}/permissions';`),
      '} as const;',
      `  ...${permissions},`,
    ),
  // Above the start page of nurses, which answers every path that is left.
  'apps/dashboard/src/app/app.routes.ts': (text, { room }) =>
    before(
      text,
      "      {\n        path: 'demo-mail'",
      `      { path: '${room}', loadChildren: () => import('./${room}/${room}.routes').then((file) => orNotHere(file.routes)) },`,
    ),
};

function withImport(text: string, line: string): string {
  const imports = [...text.matchAll(/^(?:import .*|\} )from '\.[^']*';$/gm)];
  const last = imports.at(-1)!;
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}

function before(text: string, mark: string, line: string): string {
  if (!text.includes(mark)) throw new Error(`“${mark}” is not there any more.`);
  return text.replace(mark, `${line}\n${mark}`);
}
