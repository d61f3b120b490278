INSERT INTO reminder_rules (key, switched_on) VALUES
  ('adult_still_here', true),
  ('delivery_unconfirmed', true),
  ('dental_overdue', true),
  ('diary_low', true),
  ('diary_silent', true),
  ('extraction_without_plan', true),
  ('inhibitor_test_old', false),
  ('stock_low', true),
  ('vaccination_letter', true),
  ('weight_old', false);

INSERT INTO vaccination_ages (label, active, months) VALUES
  ('8 weeks', true, 2),
  ('12 weeks', true, 3),
  ('16 weeks', true, 4),
  ('1 year', true, 12),
  ('18 months', true, 18),
  ('3 years 4 months', true, 40),
  ('12 years', true, 144),
  ('14 years', true, 168);
