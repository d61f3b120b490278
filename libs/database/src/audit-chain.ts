/**
 * What of an audit row `e` is sealed, as one text that is the same on every server and in every time zone. Rows already
 * sealed were hashed with exactly this, so it is never edited: a column that comes later needs a second version of it.
 */
export const CANONICAL_AUDIT_ENTRY = `jsonb_build_array(e.id, e.xid::text, extract(epoch FROM e.at)::text, e.actor_id, e.actor_role,
  e.action, e.entity, e.entity_id, e.entity_version, e.patient_id, to_jsonb(e.patient_ids), e.outcome, e.detail, e.reason,
  e.break_glass_id, e.request_id, e.session_hash, e.address)::text`;

/** What is hashed for the link `c` of the chain, after the 32 bytes of the link before it. */
export const CANONICAL_LINK = `c.seq || '|' || extract(epoch FROM c.sealed_at) || '|' || ${CANONICAL_AUDIT_ENTRY}`;
