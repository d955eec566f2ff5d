-- An edition belongs to the tenant that sent it. The ones that ship belong to nobody: their tenant is ''.
alter table factors.edition
    add column tenant_id         text not null default '',
    add column created_key       text not null default '',  -- tells the sender's key from others; '' where not known
    add column published_by      text,
    add column regression_reason text;                      -- why a change beyond the tolerance was accepted

alter table factors.edition disable trigger published_is_final;
update factors.edition set tenant_id = split_part(created_by, ':', 1) where created_by <> 'carbonflow:built-in';
alter table factors.edition enable always trigger published_is_final;

alter table factors.edition alter column tenant_id drop default;
alter table factors.edition drop constraint edition_pkey;
alter table factors.edition add primary key (tenant_id, id);
create index edition_published on factors.edition (tenant_id, published_at) where status = 'published';

-- The preview of a draft reads what its tenant has booked, and no more of it than it needs. The policy of the table
-- (tenant_only) holds for this role as for every other.
grant usage on schema ledger to carbonflow_factors;
grant select (tenant_id, event_id, entry_type, official, scope, category, kg_co2e, gwp_set, method, activity, quantity,
              unit, country, subdivision, occurred_at, factor_id, factor_edition) on ledger.entry to carbonflow_factors;
