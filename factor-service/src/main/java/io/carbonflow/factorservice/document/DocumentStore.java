package io.carbonflow.factorservice.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.factorservice.storage.FactorsDatabase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The tenants' own documents in PostgreSQL: versions are added, nothing else ever happens to them. */
@ApplicationScoped
class DocumentStore {

    private static final String COLUMNS = "tenant_id, kind, id, version, json, created_at, created_by";
    /** The newest version of every document, and of attribution mappings each one, since a policy may stay with it. */
    private static final String CURRENT = "select " + COLUMNS + """
             from factors.document as one
            where (kind = 'attribution' or not exists (
                select from factors.document as newer
                where newer.tenant_id = one.tenant_id and newer.kind = one.kind and newer.id = one.id
                    and newer.version > one.version))
            """;
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('factors.document ' || $1, 0))";
    private static final String IN_ORDER = " order by tenant_id, kind, id, version";
    private static final String OF_TENANT = CURRENT + " and tenant_id = $1" + IN_ORDER;

    private final FactorsDatabase database;

    DocumentStore(FactorsDatabase database) {
        this.database = database;
    }

    /** What a tenant has of its own; of each document but attribution mappings the newest version alone. */
    Uni<List<StoredDocument>> current(String tenant) {
        return documents(OF_TENANT, Tuple.of(tenant));
    }

    /** What every tenant has of its own, and the number of changes up to there. */
    Uni<Everything> everything() {
        // Changes first: what commits in between is then there twice as "new", never missing.
        return changes().chain(changes -> documents(CURRENT + IN_ORDER, Tuple.tuple())
            .map(documents -> new Everything(changes, documents)));
    }

    /**
     * What every tenant has of its own.
     *
     * @param changes   how many changes it contains at least
     * @param documents by tenant, kind, id and version
     */
    record Everything(long changes, List<StoredDocument> documents) {}

    /** The newest version of every document of every tenant, oldest change first. */
    Uni<List<Head>> heads() {
        return database.rows("""
                select tenant_id, kind, id, version, created_at from (
                    select distinct on (tenant_id, kind, id) * from factors.document
                    order by tenant_id desc, kind desc, id desc, version desc) as newest
                order by change""", Tuple.tuple())
            .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Head(row.getString("tenant_id"), row.getString("kind"), row.getString("id"),
                        row.getInteger("version"), row.getOffsetDateTime("created_at").toInstant()))
                .toList());
    }

    /** The newest version of a document, without its text. */
    record Head(String tenant, String kind, String id, int version, Instant createdAt) {}

    /** One version of a document; empty where there is none. */
    Uni<Optional<StoredDocument>> version(String tenant, String kind, String id, int version) {
        return documents("select " + COLUMNS + " from factors.document "
                + "where tenant_id = $1 and kind = $2 and id = $3 and version = $4",
                Tuple.of(tenant, kind, id, version))
            .map(found -> found.stream().findFirst());
    }

    /** Every version of one document, newest first. */
    Uni<List<StoredDocument>> versions(String tenant, String kind, String id) {
        return documents("select " + COLUMNS + " from factors.document "
                + "where tenant_id = $1 and kind = $2 and id = $3 order by version desc", Tuple.of(tenant, kind, id));
    }

    /** How many changes any tenant's documents ever had. */
    Uni<Long> changes() {
        return database.rows("select changes from factors.document_change", Tuple.tuple())
            .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The number of the last change of a tenant's documents; 0 before the first. */
    Uni<Long> changesOf(String tenant) {
        return database.rows("select coalesce(max(change), 0) from factors.document where tenant_id = $1",
                Tuple.of(tenant))
            .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Adds a version in view of all the tenant has, while nobody else changes it.
     *
     * @param decide the version to add, or none; called on a thread that may take its time. What it throws ends it
     */
    <T> Uni<T> add(String tenant, Function<List<StoredDocument>, Decided<T>> decide) {
        return database.asTenant(tenant, transaction -> transaction.preparedQuery(LOCK)
            .execute(Tuple.of(tenant))
            .chain(() -> transaction.preparedQuery(OF_TENANT).execute(Tuple.of(tenant)))
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(rows -> decide.apply(documentsOf(rows)))
            .chain(decided -> decided.version().isEmpty()
                    ? Uni.createFrom().item(decided.answer())
                    : insert(transaction, decided.version().get()).replaceWith(decided.answer())));
    }

    /**
     * What was decided.
     *
     * @param version the version to add
     * @param answer  what to tell whoever asked
     */
    record Decided<T>(Optional<StoredDocument> version, T answer) {}

    private static Uni<RowSet<Row>> insert(SqlConnection transaction, StoredDocument document) {
        String sha256 = document.isTakenBack() ? null : FactorEditionCsv.sha256(document.json().getBytes(UTF_8));
        return transaction
            .preparedQuery(
                    """
                            with counted as (update factors.document_change set changes = changes + 1 returning changes)
                            insert into factors.document (tenant_id, kind, id, version, json, sha256, created_at, created_by, change)
                            select $1, $2, $3, $4, $5, $6, $7, $8, changes from counted""")
            .execute(Tuple.from(Arrays.asList(document.tenant(), document.kind(), document.id(), document.version(),
                    document.json(), sha256, document.createdAt().atOffset(ZoneOffset.UTC), document.createdBy())));
    }

    private Uni<List<StoredDocument>> documents(String sql, Tuple parameters) {
        return database.rows(sql, parameters).map(DocumentStore::documentsOf);
    }

    private static List<StoredDocument> documentsOf(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(DocumentStore::documentOf).toList();
    }

    private static StoredDocument documentOf(Row row) {
        return new StoredDocument(row.getString("tenant_id"), row.getString("kind"), row.getString("id"),
                row.getInteger("version"), row.getString("json"), row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"));
    }
}
