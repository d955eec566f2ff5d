package io.carbonflow.ledger.storage;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.ledger.storage.EntryStorage.Measure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Keeps the tables of the entries in shape. Bookings do not depend on it: what no partition was made for goes into one for
 * everything else. Any number of instances may do it at once.
 */
@ApplicationScoped
public class StorageKeeper {

    private static final Logger LOG = Logger.getLogger(StorageKeeper.class);
    private static final Measure NOTHING = new Measure("unknown", 0, 0, 0, 0, 0, 0);

    private final EntryStorage storage;
    private final StorageConfig config;
    private final MeterRegistry metrics;
    private volatile Measure last = NOTHING;
    private ScheduledExecutorService timer;

    StorageKeeper(EntryStorage storage, StorageConfig config, MeterRegistry metrics) {
        this.storage = storage;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        gauge("carbonflow.ledger.storage.table.bytes", "What the entries take on disk", Measure::tableBytes);
        gauge("carbonflow.ledger.storage.index.bytes", "What the indexes of the entries take on disk",
                Measure::indexBytes);
        gauge("carbonflow.ledger.storage.event.bytes", "What the entries of an event take on disk with their indexes",
                StorageKeeper::bytesPerEvent);
        gauge("carbonflow.ledger.storage.parts", "Partitions or chunks of the entries", Measure::parts);
        gauge("carbonflow.ledger.storage.parts.columnar", "Chunks of the entries that are stored by column",
                Measure::columnar);
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "ledger-storage");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, 0, Math.max(1, config.every().toSeconds()), TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** Does what is due. */
    void look() {
        try {
            int made = storage.makeAhead();
            if (made > 0) {
                LOG.infof("%d partitions of the entries were made ahead", made);
            }
            Optional<String> chunk = storage.toColumns(config.columnsAfter());
            while (chunk.isPresent()) {
                LOG.infof("the entries of %s are stored by column now", chunk.get());
                chunk = storage.toColumns(config.columnsAfter());
            }
            last = storage.measure();
        } catch (RuntimeException e) { // a scheduled task that throws never runs again
            LOG.warnf("the tables of the entries are not looked after at present: %s", e.getMessage());
        }
    }

    private static double bytesPerEvent(Measure measure) {
        return measure.events() == 0 ? Double.NaN
                : (double) (measure.tableBytes() + measure.indexBytes()) / measure.events();
    }

    private void gauge(String name, String description, ToDoubleFunction<Measure> value) {
        Gauge.builder(name, this, keeper -> value.applyAsDouble(keeper.last))
            .description(description)
            .strongReference(true)
            .register(metrics);
    }
}
