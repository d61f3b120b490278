CREATE TRIGGER letter_templates_guarded
  BEFORE DELETE OR UPDATE ON letter_templates FOR EACH ROW
  EXECUTE FUNCTION sec.guard_letter_template();

CREATE TRIGGER letters_guarded
  BEFORE DELETE OR UPDATE ON letters FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.guard_letter();

CREATE TRIGGER letters_note_numbers
  AFTER INSERT ON letters FOR EACH ROW
  EXECUTE FUNCTION sec.letter_notes_numbers();
