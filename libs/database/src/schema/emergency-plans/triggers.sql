CREATE TRIGGER emergency_plans_guarded
  BEFORE DELETE OR UPDATE ON emergency_plans FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.guard_emergency_plan();
