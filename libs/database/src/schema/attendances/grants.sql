-- No DELETE anywhere: clinical rows never vanish. Taking a checklist answer back is the one exception, and the
-- alert's history keeps it.
GRANT SELECT, INSERT, UPDATE ON attendances TO shared_care_app, shared_care_feeds;
GRANT SELECT ON attendances TO shared_care_definer;

GRANT SELECT, INSERT ON attendance_sources TO shared_care_app, shared_care_feeds;

-- Not a clinical record: it may vanish, and after 24 hours it must.
GRANT SELECT, INSERT, UPDATE, DELETE ON attendance_drafts TO shared_care_app;
GRANT SELECT, DELETE ON attendance_drafts TO shared_care_definer;

GRANT SELECT, INSERT ON attendance_changes TO shared_care_app, shared_care_feeds;
