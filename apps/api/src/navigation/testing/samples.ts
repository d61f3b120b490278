import type { Samples } from '../../testing/sample';

export const samples: Samples = async (app, { alertId }) => {
  const [alert] = await app.sql<{ reference: string }>(
    'SELECT a.reference FROM alerts al JOIN attendances a ON a.id = al.attendance_id WHERE al.id = $1',
    [alertId],
  );
  return { '/api/navigation/find': [{ body: { query: alert!.reference } }] };
};
