-- After every migration, of whichever database: roles belong to the whole server, and the first version of the schema, applied
-- to another database beside this one, gives the writing login again what V16.1 took from it.
do $$
begin
    if exists (select from pg_roles where rolname = 'carbonflow_ledger_verifier')
            and pg_has_role('carbonflow_ledger', 'carbonflow_verifier', 'set') then
        revoke carbonflow_verifier from carbonflow_ledger;
    end if;
end
$$;
