CREATE TRIGGER rota_swap_asks_guarded
  BEFORE DELETE OR UPDATE ON rota_swap_asks FOR EACH ROW
  EXECUTE FUNCTION sec.guard_rota_swap_ask();
