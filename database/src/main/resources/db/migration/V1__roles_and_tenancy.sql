-- One login role per service, each with the least it needs. Passwords are set by io.carbonflow.database.Migrations
-- (local) or by the operator (production); a role without a password cannot log in over the network.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['carbonflow_ledger', 'carbonflow_query', 'carbonflow_gateway', 'carbonflow_factors'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', role_name);
        end if;
    end loop;
    -- Reads entries, blocks and tallies of every tenant, and writes nothing: the hash chain spans the tenants, so whoever
    -- recomputes it must too. Nobody logs in as it; the ledger takes it on for one transaction with SET LOCAL ROLE.
    if not exists (select from pg_roles where rolname = 'carbonflow_verifier') then
        create role carbonflow_verifier nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    grant carbonflow_verifier to carbonflow_ledger with inherit false, set true;
end
$$;

revoke create on schema public from public;

create schema ledger;
create schema master;
create schema factors;

-- The tenants a transaction may see: a comma-separated list set by the service for this transaction alone, with
-- set_config('carbonflow.tenant', ..., true). Unset means none. A tenant id never has a comma in it.
create function public.visible_tenants() returns text[]
    language sql stable parallel safe
    as $$ select string_to_array(coalesce(current_setting('carbonflow.tenant', true), ''), ',') $$;

create function public.refuse_change() returns trigger
    language plpgsql
    as $$
begin
    raise exception '% is append-only: % refused; a correction is a reversing entry plus a new one', tg_table_name, tg_op
        using errcode = 'restrict_violation';
end
$$;
