-- The history of each chain is a tree (RFC 6962) over its blocks. Its leaves follow from ledger.block; here stand the hashes
-- of its complete subtrees, made after the blocks, each once: 2^level blocks from height place * 2^level + 1 on.
create table ledger.history_node (
    chain int      not null,
    level smallint not null check (level between 1 and 62),
    place bigint   not null check (place >= 0),
    hash  bytea    not null check (octet_length(hash) = 32),
    primary key (chain, level, place)
);

-- The public keys heads are signed with, one after the other. The first stands for itself; each later one is introduced by
-- a statement that both it and the key before it have signed.
create table ledger.signing_key (
    key_id             text        not null primary key,           -- SHA-256 of public_key, hexadecimal
    public_key         bytea       not null,                       -- Ed25519, SubjectPublicKeyInfo, DER
    valid_from         bigint      not null unique check (valid_from > 0), -- the first head it may sign
    at                 timestamptz not null,
    previous_key_id    text        unique references ledger.signing_key,
    signature          bytea       not null check (octet_length(signature) = 64),
    previous_signature bytea       check (octet_length(previous_signature) = 64),
    check ((previous_key_id is null) = (previous_signature is null))
);

-- Where all chains stood at a moment, signed, each naming the one before it.
create table ledger.signed_head (
    number        bigint      not null primary key check (number > 0),
    at            timestamptz not null,
    previous_hash bytea       not null check (octet_length(previous_hash) = 32),
    chains        jsonb       not null,                            -- [{"chain","height","head","history_root"}], by chain
    root          bytea       not null check (octet_length(root) = 32), -- over the chains
    key_id        text        not null,
    signature     bytea       not null check (octet_length(signature) = 64),
    hash          bytea       not null unique check (octet_length(hash) = 32)
);

-- Verifications are asked for, or go round by themselves.
alter table ledger.verification
    add column cause        text not null default 'requested' check (cause in ('requested', 'continuous')),
    add column signed_heads bigint,
    add column key_id       text,                                  -- the newest signing key, where the process was given it
    add column bad_head     bigint;                                -- the number of the first bad signed head

-- How far the present round has come, so that it continues where a process ended. Believed by nobody: the next round
-- begins at the genesis again.
create table ledger.verification_position (
    round   uuid        not null,
    chain   int         not null,
    target  bigint      not null,                                  -- the height at which the round leaves the chain
    height  bigint      not null,
    head    bytea       not null,
    peaks   bytea       not null,                                  -- the complete subtrees up to that height, 32 bytes each
    entries bigint      not null,
    at      timestamptz not null,
    primary key (round, chain)
);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['history_node', 'signing_key', 'signed_head'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
    end loop;
end
$$;

grant select, insert on ledger.history_node, ledger.signing_key, ledger.signed_head to carbonflow_ledger;
grant select, insert, update, delete on ledger.verification_position to carbonflow_ledger;
grant select on ledger.history_node, ledger.signing_key, ledger.signed_head to carbonflow_verifier, carbonflow_query;

-- Which edition of the factors an entry names: a bundle holds the digest of it. No drafts, and no other tenant's.
create view factors.published_edition with (security_barrier = true) as
select tenant_id, id, factors, sha256, published_at
  from factors.edition
 where status = 'published' and (tenant_id = '' or tenant_id = any (public.visible_tenants()));
grant usage on schema factors to carbonflow_ledger;
grant select on factors.published_edition to carbonflow_ledger;

-- The hashes of the entries of some blocks, whoever the tenants are: what a proof of an entry needs of the others beside it.
create function ledger.leaf_hashes(of_chain int, heights bigint[])
    returns table (height bigint, leaf_index int, leaf_hash bytea)
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
    as $$
    select e.height, e.leaf_index, e.leaf_hash from ledger.entry e
     where e.chain = of_chain and e.height = any (heights)
     order by e.height, e.leaf_index
    $$;
grant create on schema ledger to carbonflow_verifier;
alter function ledger.leaf_hashes(int, bigint[]) owner to carbonflow_verifier;
revoke create on schema ledger from carbonflow_verifier;
revoke all on function ledger.leaf_hashes(int, bigint[]) from public;
grant execute on function ledger.leaf_hashes(int, bigint[]) to carbonflow_ledger;
