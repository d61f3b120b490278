import { ROUTES } from '@shared-care/contracts/all-routes';
import { NOTHING, type Route } from '@shared-care/contracts/route';

const patterns = ROUTES.map((route) => ({
  route,
  path: new RegExp(`^/api/${route.path.replace(/:\\w+/g, '[^/]+')}$`),
}));

export function routeOf(method: string, path: string): Route | undefined {
  const [plain] = path.split('?') as [string];
  // Words before names: `hospitals/directory` is no id of a hospital.
  return patterns
    .filter(({ route, path: pattern }) => route.method === method && pattern.test(plain))
    .sort((a, b) => names(a.route) - names(b.route))[0]?.route;
}

function names({ path }: Route): number {
  return path.split(':').length;
}

/**
 * Every answer that a test receives is what its route says, field for field, whatever the test is about.
 *
 * @throws Error that names the first fields which are not
 */
export function promised(method: string, path: string, status: number, body: unknown): void {
  const route = routeOf(method, path);
  if (!route || method === 'HEAD') return;
  const { answer } = route;
  const expected = route.status ?? (answer === NOTHING ? 204 : 200);
  // The second try at one save is answered as what is there already.
  if (status !== expected && !(route.once && status === 200))
    throw new Error(`${method} ${route.path} answered ${status} and promises ${expected}`);
  if (typeof answer === 'string' || 'file' in answer) return;
  const checked = answer.safeParse(body);
  if (checked.success) return;
  const wrong = checked.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${method} ${route.path} answered what it does not promise: ${wrong.join('; ')}`);
}
