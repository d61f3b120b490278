-- No INSERT for the role that serves requests: a grant is made by sec.break_glass() or not at all.
GRANT SELECT, UPDATE (reviewed_at, reviewed_by, review_outcome, review_words) ON break_glass_grants TO shared_care_app;
GRANT SELECT, INSERT ON break_glass_grants TO shared_care_definer;

GRANT SELECT ON break_glass_misses TO shared_care_app;
GRANT SELECT, INSERT ON break_glass_misses TO shared_care_definer;
