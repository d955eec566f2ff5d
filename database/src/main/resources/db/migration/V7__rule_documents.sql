-- Rule documents of the tenants: methodologies, attribution rules, policies and so on. Every version stays; what is in
-- force is the newest of each (tenant_id, kind, id). The documents that ship are not here, they come with the service.
create table factors.document (
    tenant_id  text        not null check (tenant_id <> ''),
    kind       text        not null,
    id         text        not null,
    version    int         not null check (version > 0),
    json       text,                                               -- null: taken back, the shipped one is in force again
    sha256     text        check ((json is null) = (sha256 is null)),
    change     bigint      not null unique,
    created_at timestamptz not null,
    created_by text        not null,
    primary key (tenant_id, kind, id, version)
);
create index document_by_change on factors.document (tenant_id, change);

-- How many changes there were. Counted up in the transaction that stores a document: its row lock lets these commit one
-- after the other, so that the number names what a reader sees (a sequence's numbers may commit out of order).
create table factors.document_change (
    only_row boolean not null primary key default true check (only_row),
    changes  bigint  not null
);
insert into factors.document_change (changes) values (0);

create trigger append_only before update or delete or truncate on factors.document
    for each statement execute function public.refuse_change();
alter table factors.document enable always trigger append_only;

grant select, insert on factors.document to carbonflow_factors;
grant select, update on factors.document_change to carbonflow_factors;
