CREATE TRIGGER reply_texts_guarded
  BEFORE DELETE OR UPDATE ON reply_texts FOR EACH ROW
  EXECUTE FUNCTION sec.guard_reply_text();

CREATE TRIGGER request_replies_of_approved_words
  BEFORE INSERT ON request_replies FOR EACH ROW
  EXECUTE FUNCTION sec.reply_says_approved_words();

CREATE TRIGGER request_replies_guarded
  BEFORE DELETE OR UPDATE ON request_replies FOR EACH ROW
  EXECUTE FUNCTION sec.guard_request_reply();
