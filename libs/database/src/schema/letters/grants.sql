GRANT SELECT, INSERT, UPDATE ON letter_templates TO shared_care_app;

GRANT SELECT, INSERT, UPDATE ON letter_batches TO shared_care_app;
GRANT SELECT ON letter_batches TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE ON letters TO shared_care_app;
GRANT SELECT ON letters TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE ON letter_batch_items TO shared_care_app;
GRANT SELECT, UPDATE ON letter_batch_items TO shared_care_definer;

GRANT SELECT ON letter_numbers TO shared_care_app;
GRANT SELECT, INSERT ON letter_numbers TO shared_care_definer;
