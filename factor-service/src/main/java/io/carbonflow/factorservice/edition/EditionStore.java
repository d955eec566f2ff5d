package io.carbonflow.factorservice.edition;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.factorservice.storage.FactorsDatabase;
import io.carbonflow.platform.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The editions in PostgreSQL. A published one is final: the statements do not try, and a trigger refuses. A tenant is
 * shown what ships and its own; the editions that ship have the empty tenant.
 */
@ApplicationScoped
public class EditionStore {

    private static final String COLUMNS = "tenant_id, id, status, created_at, created_by, created_key, published_at, "
            + "published_by, regression_reason, factors, sha256";
    private static final String SELECT = "select " + COLUMNS + " from factors.edition ";

    private final FactorsDatabase database;

    EditionStore(FactorsDatabase database) {
        this.database = database;
    }

    /** What ships and the tenant's own, newest first; drafts by when they were created. */
    Uni<List<StoredEdition>> all(String tenantId) {
        return editions(SELECT + "where tenant_id in ('', $1) "
                + "order by coalesce(published_at, created_at) desc, id desc, tenant_id desc", Tuple.of(tenantId));
    }

    /** The published ones that ship or are the tenant's, newest first. */
    Uni<List<StoredEdition>> published(String tenantId) {
        return editions(SELECT + "where status = 'published' and tenant_id in ('', $1) "
                + "order by published_at desc, id desc, tenant_id desc", Tuple.of(tenantId));
    }

    /** The published ones of every tenant, newest first. */
    Uni<List<StoredEdition>> publishedOfEveryTenant() {
        return editions(SELECT + "where status = 'published' order by published_at desc, id desc, tenant_id desc",
                Tuple.tuple());
    }

    /** The tenant's edition of this id, else the one that ships. */
    public Uni<Optional<StoredEdition>> find(String tenantId, String id) {
        return first(SELECT + "where tenant_id in ('', $1) and id = $2 order by tenant_id desc limit 1",
                Tuple.of(tenantId, id));
    }

    /** The file of an edition that is known to be there. */
    public Uni<String> fileOf(StoredEdition edition) {
        return database
            .rows("select csv from factors.edition where tenant_id = $1 and id = $2",
                    Tuple.of(edition.tenantId(), edition.id()))
            .map(rows -> rows.iterator().next().getString("csv"));
    }

    /** Keeps a draft, in place of the one that has its id; empty where that one is published, or ships. */
    Uni<Optional<StoredEdition>> keepDraft(EditionFile file, Caller sender, Instant at) {
        var edition = file.edition();
        return first("""
                insert into factors.edition as kept
                    (tenant_id, id, status, created_at, created_by, created_key, factors, sha256, csv)
                select $1, $2, 'draft', $3, $4, $5, $6, $7, $8
                where not exists (select from factors.edition where tenant_id = '' and id = $2)
                on conflict (tenant_id, id) do update set created_by = excluded.created_by,
                    created_key = excluded.created_key, factors = excluded.factors, sha256 = excluded.sha256,
                    csv = excluded.csv
                    where kept.status = 'draft'
                returning\s""" + COLUMNS,
                Tuple.from(List.of(sender.tenantId(), edition.id(), at.atOffset(ZoneOffset.UTC), sender.getName(),
                        sender.keyId(), edition.factors().size(), edition.sha256(), file.csv())));
    }

    /**
     * Puts a draft into force as it was read; empty where there is none with this content any more.
     *
     * @param regressionReason why a change beyond the tolerance is accepted; null where there is none
     */
    Uni<Optional<StoredEdition>> publish(StoredEdition draft, Caller publisher, String regressionReason, Instant at) {
        return first("update factors.edition set status = 'published', published_at = $4, published_by = $5, "
                + "regression_reason = $6 where tenant_id = $1 and id = $2 and sha256 = $3 and status = 'draft' "
                + "and created_key = $7 returning " + COLUMNS,
                Tuple.tuple()
                    .addString(draft.tenantId())
                    .addString(draft.id())
                    .addString(draft.sha256())
                    .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                    .addString(publisher.getName())
                    .addString(regressionReason)
                    .addString(draft.createdKey()));
    }

    /** Stores an edition that ships as published, unless one of its id is there; empty where it was. */
    Uni<Optional<StoredEdition>> register(EditionFile file, String createdBy, Instant at) {
        var edition = file.edition();
        return first("insert into factors.edition "
                + "(tenant_id, id, status, created_at, published_at, created_by, factors, sha256, csv) "
                + "values ('', $1, 'published', $2, $2, $3, $4, $5, $6) on conflict (tenant_id, id) do nothing "
                + "returning " + COLUMNS,
                Tuple.from(List.of(edition.id(), at.atOffset(ZoneOffset.UTC), createdBy, edition.factors().size(),
                        edition.sha256(), file.csv())));
    }

    private Uni<Optional<StoredEdition>> first(String sql, Tuple parameters) {
        return editions(sql, parameters).map(editions -> editions.stream().findFirst());
    }

    private Uni<List<StoredEdition>> editions(String sql, Tuple parameters) {
        return database.rows(sql, parameters)
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(EditionStore::editionOf).toList());
    }

    private static StoredEdition editionOf(Row row) {
        var publishedAt = row.getOffsetDateTime("published_at");
        return new StoredEdition(row.getString("tenant_id"), row.getString("id"),
                EditionStatus.parse(row.getString("status")), row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"), row.getString("created_key"),
                publishedAt == null ? null : publishedAt.toInstant(), row.getString("published_by"),
                row.getString("regression_reason"), row.getInteger("factors"), row.getString("sha256"));
    }
}
