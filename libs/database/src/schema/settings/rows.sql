-- What a unit begins with, in force from before its first day.
INSERT INTO settings (key, value, state, valid_from) VALUES
  ('alert_limits', '{"blueTime": "17:00", "redMinutes": 15, "amberMinutes": 60, "level2Percent": 200, "level3Percent": 300, "repeatMinutes": 15, "silentMinutes": 240, "amberAfterNight": "08:30"}', 'confirmed', '2000-01-01'),
  ('bank_holidays', '{"days": []}', 'confirmed', '2000-01-01'),
  ('vaccination_ages', '{"ages": [
    {"label": "8 weeks", "months": 2},
    {"label": "12 weeks", "months": 3},
    {"label": "16 weeks", "months": 4},
    {"label": "1 year", "months": 12},
    {"label": "18 months", "months": 18},
    {"label": "3 years 4 months", "months": 40},
    {"label": "12 years", "months": 144},
    {"label": "14 years", "months": 168}]}', 'confirmed', '2000-01-01'),
  ('working_hours', '{"end": "17:00", "start": "09:00", "handoverFrom": "16:30"}', 'confirmed', '2000-01-01');
