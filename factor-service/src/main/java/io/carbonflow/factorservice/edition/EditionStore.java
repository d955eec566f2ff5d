package io.carbonflow.factorservice.edition;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/** The editions in PostgreSQL. A published one is final: the statements do not try, and a trigger refuses. */
@ApplicationScoped
class EditionStore {

    private static final String COLUMNS = "id, status, created_at, created_by, published_at, factors, sha256";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Pool database;

    EditionStore(Pool database) {
        this.database = database;
    }

    /** Every edition, newest first; drafts by when they were created. */
    Uni<List<StoredEdition>> all() {
        return editions("select " + COLUMNS
                + " from factors.edition order by coalesce(published_at, created_at) desc, id desc", Tuple.tuple());
    }

    /** The published editions, newest first. */
    Uni<List<StoredEdition>> published() {
        return editions("select " + COLUMNS
                + " from factors.edition where status = 'published' order by published_at desc, id desc",
                Tuple.tuple());
    }

    Uni<Optional<StoredEdition>> find(String id) {
        return first("select " + COLUMNS + " from factors.edition where id = $1", Tuple.of(id));
    }

    /** The file of an edition that is known to be there. */
    Uni<String> fileOf(String id) {
        return rows("select csv from factors.edition where id = $1", Tuple.of(id))
            .map(rows -> rows.iterator().next().getString("csv"));
    }

    /** Keeps a draft, in place of the one that has its id; empty where that one is published. */
    Uni<Optional<StoredEdition>> keepDraft(EditionFile file, String createdBy, Instant at) {
        return first("""
                insert into factors.edition as kept (id, status, created_at, created_by, factors, sha256, csv)
                values ($1, 'draft', $2, $3, $4, $5, $6)
                on conflict (id) do update set created_by = excluded.created_by, factors = excluded.factors,
                    sha256 = excluded.sha256, csv = excluded.csv
                    where kept.status = 'draft'
                returning\s""" + COLUMNS, tupleOf(file, createdBy, at));
    }

    /** Puts a draft into force; empty where there is no draft of this id. */
    Uni<Optional<StoredEdition>> publish(String id, Instant at) {
        return first("update factors.edition set status = 'published', published_at = $2 "
                + "where id = $1 and status = 'draft' returning " + COLUMNS,
                Tuple.of(id, at.atOffset(ZoneOffset.UTC)));
    }

    /** Stores an edition as published, unless one of its id is there; empty where it was. */
    Uni<Optional<StoredEdition>> register(EditionFile file, String createdBy, Instant at) {
        return first(
                "insert into factors.edition (id, status, created_at, published_at, created_by, factors, sha256, csv) "
                        + "values ($1, 'published', $2, $2, $3, $4, $5, $6) on conflict (id) do nothing returning "
                        + COLUMNS,
                tupleOf(file, createdBy, at));
    }

    private static Tuple tupleOf(EditionFile file, String createdBy, Instant at) {
        var edition = file.edition();
        return Tuple.from(List.of(edition.id(), at.atOffset(ZoneOffset.UTC), createdBy, edition.factors().size(),
                edition.sha256(), file.csv()));
    }

    private Uni<Optional<StoredEdition>> first(String sql, Tuple parameters) {
        return editions(sql, parameters).map(editions -> editions.stream().findFirst());
    }

    private Uni<List<StoredEdition>> editions(String sql, Tuple parameters) {
        return rows(sql, parameters)
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(EditionStore::editionOf).toList());
    }

    private Uni<RowSet<Row>> rows(String sql, Tuple parameters) {
        return database.preparedQuery(sql)
            .execute(parameters)
            .onFailure(EditionStore::isOutage)
            .transform(failure -> ProblemException.unavailable("the database cannot be reached at present",
                    RETRY_AFTER));
    }

    /** What PostgreSQL answers is about the statement; all else, and what it says while it stops, is an outage. */
    private static boolean isOutage(Throwable failure) {
        return !(failure instanceof PgException answer) || answer.getSqlState().startsWith("57")
                || answer.getSqlState().startsWith("53");
    }

    private static StoredEdition editionOf(Row row) {
        var publishedAt = row.getOffsetDateTime("published_at");
        return new StoredEdition(row.getString("id"), EditionStatus.parse(row.getString("status")),
                row.getOffsetDateTime("created_at").toInstant(), row.getString("created_by"),
                publishedAt == null ? null : publishedAt.toInstant(), row.getInteger("factors"),
                row.getString("sha256"));
    }
}
