-- Editions of the factor library. A draft may still change; a published edition never does.
create table factors.edition (
    id           text        not null primary key,
    status       text        not null check (status in ('draft', 'published')),
    created_at   timestamptz not null,
    created_by   text        not null,
    published_at timestamptz,
    factors      int         not null check (factors > 0),
    sha256       text        not null,
    csv          text        not null,
    check ((status = 'published') = (published_at is not null))
);

create function factors.refuse_change_of_published() returns trigger
    language plpgsql
    as $$
begin
    if old.status = 'published' then
        raise exception 'edition % is published: % refused; publish a new edition instead', old.id, tg_op
            using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end
$$;

create trigger published_is_final before update or delete on factors.edition
    for each row execute function factors.refuse_change_of_published();
create trigger append_only_truncate before truncate on factors.edition
    for each statement execute function public.refuse_change();
alter table factors.edition enable always trigger published_is_final;
alter table factors.edition enable always trigger append_only_truncate;

grant usage on schema factors to carbonflow_factors;
grant select, insert, update, delete on factors.edition to carbonflow_factors;
