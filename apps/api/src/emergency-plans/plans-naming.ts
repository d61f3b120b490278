/** Approved plans in whose words a number stands; `digits` is an SQL expression of its digits. */
export const plansNaming = (digits: string): string => `
  SELECT e.id, e.patient_id, e.approved_at FROM emergency_plans e
  WHERE e.state = 'approved' AND length(${digits}) >= 5
    AND translate(e.sections::text, ' -' || chr(160), '') LIKE '%' || ${digits} || '%'`;
