package io.carbonflow.query.master;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Sends what stands in the outbox, in its order, and removes it when the broker has it: at least once, and in order per
 * key. A lock in the database lets one instance send at a time. Runs after every change and, for what an outage left
 * behind, at a fixed interval; on a thread of its own, because sending may block while the broker is away.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('master.outbox'))";
    private static final String OLDEST = """
            select id, topic, record_key, value, created_at from master.outbox order by id limit $1""";
    private static final String REMOVE = "delete from master.outbox where id = any($1)";
    /** Longer than the producer takes to give up. */
    private static final Duration BATCH_TIMEOUT = Duration.ofSeconds(30);

    private final Pool pool;
    private final RecordProducer producer;
    private final OutboxConfig config;
    private final Counter sent;
    private final Clock clock;
    private final BlockingQueue<CompletableFuture<Void>> requests = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean stopping;

    OutboxRelay(Pool pool, RecordProducer producer, OutboxConfig config, MeterRegistry meters, Clock clock) {
        this.pool = pool;
        this.producer = producer;
        this.config = config;
        this.clock = clock;
        sent = Counter.builder("carbonflow.outbox.sent")
            .description("Changes of master data announced on their topics")
            .register(meters);
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    /** Completes when everything committed before is announced, or when patience ends; never fails. */
    Uni<Void> deliver() {
        return Uni.createFrom().completionStage(() -> {
            var done = new CompletableFuture<Void>();
            requests.add(done);
            return done;
        }).ifNoItem().after(config.patience()).recoverWithItem((Void) null).onFailure().recoverWithNull();
    }

    private void run() {
        while (!stopping) {
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            try {
                var first = requests.poll(config.sweepInterval().toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    waiting.add(first);
                }
                requests.drainTo(waiting);
                while (sendBatch() == config.batchMax()) {
                    LOG.debugf("a full batch at %s; there may be more", clock.instant());
                }
                waiting.forEach(request -> request.complete(null));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                waiting.forEach(request -> request.completeExceptionally(e));
                if (!stopping) {
                    LOG.warnf("changes of master data wait in the outbox, they are announced later: %s",
                            e.getMessage());
                }
            }
        }
    }

    /** Sends the oldest batch and says how many it held. Plain blocking code: the thread has nothing else to do. */
    private int sendBatch() {
        return pool.withTransaction(connection -> connection.query(LOCK)
            .execute()
            .chain(() -> connection.preparedQuery(OLDEST).execute(Tuple.of(config.batchMax())))
            .emitOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
            .chain(rows -> {
                var batch = new ArrayList<Row>(rows.size());
                rows.forEach(batch::add);
                return batch.isEmpty() ? Uni.createFrom().item(0) : sendAndRemove(connection, batch);
            })).await().atMost(BATCH_TIMEOUT);
    }

    private Uni<Integer> sendAndRemove(SqlConnection connection, List<Row> batch) {
        var records = batch.stream().map(OutboxRelay::record).toList();
        var ids = batch.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
        // The first goes alone: while the broker is away each attempt takes seconds, and one is enough to know.
        return Uni.createFrom()
            .completionStage(() -> producer.send(records.get(0)))
            .chain(() -> Uni.createFrom().completionStage(() -> producer.sendAll(records.subList(1, records.size()))))
            .chain(() -> connection.preparedQuery(REMOVE).execute(Tuple.of(ids)))
            .invoke(() -> sent.increment(batch.size()))
            .replaceWith(batch.size());
    }

    private static OutgoingRecord record(Row row) {
        var value = row.getBuffer("value");
        return new OutgoingRecord(row.getString("topic"), null, RecordKey.parse(row.getString("record_key")),
                "outbox-" + row.getLong("id"), row.getOffsetDateTime("created_at").toInstant(),
                value == null ? null : value.getBytes());
    }
}
