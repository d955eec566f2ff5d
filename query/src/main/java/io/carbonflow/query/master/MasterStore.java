package io.carbonflow.query.master;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.query.parameters.Cursor;
import io.carbonflow.query.storage.Question;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Keeps master data. A change and its announcement are written in one transaction, the announcement after the row, so that
 * the numbers of two announcements of one key stand in the order in which their changes took effect.
 */
@ApplicationScoped
class MasterStore {

    private static final String ANNOUNCE = """
            insert into master.outbox (topic, record_key, tenant_id, value, created_at) values ($1, $2, $3, $4, $5)""";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final TenantDatabase database;
    private final OutboxRelay relay;
    private final Clock clock;

    MasterStore(TenantDatabase database, OutboxRelay relay, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.clock = clock;
    }

    /** Now, to the microsecond: what the database and the topic can both hold. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Adds an item; 409 where its id is taken. */
    <T> Uni<T> create(MasterKind<T> kind, String tenantId, T item, Instant now) {
        String sql = insert(kind) + " on conflict do nothing";
        return database.inTransaction(tenantId, connection -> connection.preparedQuery(sql)
            .execute(row(kind, tenantId, item, now))
            .invoke(rows -> {
                if (rows.rowCount() == 0) {
                    throw ProblemException.conflict("a " + kind.name() + " with the id " + kind.idOf(item)
                            + " is there already; PUT replaces it");
                }
            })
            .chain(() -> announce(connection, kind, tenantId, kind.idOf(item), item, now)))
            .call(relay::deliver)
            .replaceWith(item);
    }

    /** Adds or replaces an item; true where it was not there before. */
    <T> Uni<Boolean> put(MasterKind<T> kind, String tenantId, T item, Instant now) {
        var assignments = kind.columns().stream().map(column -> column + " = excluded." + column);
        String sql = insert(kind) + " on conflict (tenant_id, id) do update set "
                + assignments.collect(Collectors.joining(", ")) + ", updated_at = excluded.updated_at"
                // A row this statement inserted has no deleting transaction.
                + " returning (xmax = 0) as created";
        return database.inTransaction(tenantId, connection -> connection.preparedQuery(sql)
            .execute(row(kind, tenantId, item, now))
            .map(rows -> rows.iterator().next().getBoolean("created"))
            .call(() -> announce(connection, kind, tenantId, kind.idOf(item), item, now)))
            .call(relay::deliver);
    }

    <T> Uni<T> get(MasterKind<T> kind, String tenantId, String id) {
        String sql = "select * from " + kind.table() + " where tenant_id = $1 and id = $2";
        return database.inTransaction(tenantId, connection -> connection.preparedQuery(sql)
            .mapping(kind::read)
            .execute(Tuple.of(tenantId, id)))
            .map(rows -> {
                if (rows.size() == 0) {
                    throw absent(kind, id);
                }
                return rows.iterator().next();
            });
    }

    /** Items in the order of their ids. */
    <T> Uni<ItemList<T>> list(MasterKind<T> kind, String tenantId, String cursor, int limit) {
        var question = new Question().and("tenant_id = ?", tenantId).andIfGiven("id > ?", Cursor.keyOf(cursor));
        String sql = "select * from " + kind.table() + question.where() + " order by id limit " + (limit + 1);
        return database.inTransaction(tenantId, connection -> connection.preparedQuery(sql)
            .mapping(kind::read)
            .execute(question.values()))
            .map(rows -> {
                List<T> items = new ArrayList<>(rows.size());
                rows.forEach(items::add);
                boolean more = items.size() > limit;
                List<T> page = more ? items.subList(0, limit) : items;
                return new ItemList<>(page, more ? Cursor.after(kind.idOf(page.get(limit - 1))) : null);
            });
    }

    /** Removes an item; 404 where there is none. */
    <T> Uni<Void> delete(MasterKind<T> kind, String tenantId, String id) {
        String sql = "delete from " + kind.table() + " where tenant_id = $1 and id = $2";
        return database.inTransaction(tenantId, connection -> connection.preparedQuery(sql)
            .execute(Tuple.of(tenantId, id))
            .invoke(rows -> {
                if (rows.rowCount() == 0) {
                    throw absent(kind, id);
                }
            })
            .chain(() -> announce(connection, kind, tenantId, id, null, now())))
            .call(relay::deliver);
    }

    /** Writes the announcement into the outbox; a null item announces that the key is gone. */
    private static <T> Uni<Void> announce(SqlConnection connection, MasterKind<T> kind, String tenantId, String id,
            T item, Instant now) {
        if (kind.topic().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (!kind.canAnnounce()) {
            throw ProblemException.unavailable("the schema registry has not answered yet, so that the change of "
                    + kind.name() + " " + id + " cannot be announced; nothing was changed", RETRY_AFTER);
        }
        byte[] value = item == null ? null : kind.announcementOf(tenantId, item);
        return connection.preparedQuery(ANNOUNCE)
            .execute(Tuple.from(Arrays.asList(kind.topic().get(),
                    new RecordKey(tenantId, id).toString(), tenantId,
                    value == null ? null : Buffer.buffer(value),
                    now.atOffset(ZoneOffset.UTC))))
            .replaceWithVoid();
    }

    private static <T> String insert(MasterKind<T> kind) {
        int parameters = kind.columns().size() + 3;
        return "insert into " + kind.table() + " (tenant_id, id, " + String.join(", ", kind.columns())
                + ", updated_at) values (" + IntStream.rangeClosed(1, parameters)
                    .mapToObj(number -> "$" + number)
                    .collect(Collectors.joining(", "))
                + ")";
    }

    private static <T> Tuple row(MasterKind<T> kind, String tenantId, T item, Instant now) {
        List<Object> values = new ArrayList<>();
        values.add(tenantId);
        values.add(kind.idOf(item));
        values.addAll(kind.valuesOf(item));
        values.add(now.atOffset(ZoneOffset.UTC));
        return Tuple.from(values);
    }

    private static ProblemException absent(MasterKind<?> kind, String id) {
        return ProblemException.notFound("no " + kind.name() + " " + id + " is registered");
    }
}
