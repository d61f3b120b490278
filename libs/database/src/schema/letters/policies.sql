ALTER TABLE letter_batches ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_batches_of_the_unit ON letter_batches TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY letter_batches_read_by_functions ON letter_batches FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE letters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY letters_of_the_unit ON letters TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY letters_read_by_functions ON letters FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE letter_batch_items ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_batch_items_of_the_unit ON letter_batch_items TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY letter_batch_items_read_by_functions ON letter_batch_items FOR SELECT TO shared_care_definer USING (true);
CREATE POLICY letter_batch_items_held_by_functions ON letter_batch_items FOR UPDATE TO shared_care_definer USING (true);

ALTER TABLE letter_numbers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_numbers_of_the_unit ON letter_numbers FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY letter_numbers_of_functions ON letter_numbers TO shared_care_definer USING (true) WITH CHECK (true);
