import type { DataSource } from 'typeorm';

/** Refuses to serve with a role that row-level policies do not bind, or with a patient table that has none. */
export async function refusePowerfulRole(app: DataSource): Promise<void> {
  const [role] = await app.query<{ name: string; bypasses: boolean }[]>(
    `SELECT current_user AS name, rolsuper OR rolbypassrls
            OR EXISTS (SELECT 1 FROM pg_class WHERE relname = 'patients' AND pg_get_userbyid(relowner) = current_user) AS bypasses
     FROM pg_roles WHERE rolname = current_user`,
  );
  if (!role || role.bypasses) {
    throw new Error(
      `The database role ${role?.name ?? 'in use'} could see every patient past the row-level policies. Connect as shared_care_app.`,
    );
  }
  const open = await app.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
       AND (c.relname = 'patients' OR EXISTS (
         SELECT 1 FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid
         WHERE f.conrelid = c.oid AND f.contype = 'f' AND t.relname IN ('patients', 'attendances', 'alerts')))`,
  );
  if (open.length > 0)
    throw new Error(
      `These tables bear patients but have no forced row-level policy: ${open.map(({ name }) => name).join(', ')}`,
    );
}
