-- The ledger reads across tenants, to recompute the chains and for the counts of conservation, by a login of its own. The one
-- it writes with may no longer take on that role: whoever can run SQL as carbonflow_ledger sees the tenants it names.
do $$
begin
    if not exists (select from pg_roles where rolname = 'carbonflow_ledger_verifier') then
        create role carbonflow_ledger_verifier login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
end
$$;
grant carbonflow_verifier to carbonflow_ledger_verifier with inherit false, set true;
revoke carbonflow_verifier from carbonflow_ledger;
alter role carbonflow_ledger_verifier set default_transaction_read_only = on;
