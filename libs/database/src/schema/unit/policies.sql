ALTER TABLE unit_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY unit_changes_admin ON unit_changes FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
CREATE POLICY unit_changes_of_functions ON unit_changes TO shared_care_definer USING (true) WITH CHECK (true);
