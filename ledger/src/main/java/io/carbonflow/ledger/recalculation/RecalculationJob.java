package io.carbonflow.ledger.recalculation;

import static io.carbonflow.ledger.recalculation.RecalculationTable.KIND;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.booking.Adjustments;
import io.carbonflow.ledger.booking.Announcements;
import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.jobs.JobKind;
import io.carbonflow.ledger.jobs.JobTable;
import io.carbonflow.ledger.jobs.JobWaitsException;
import io.carbonflow.ledger.jobs.Lease;
import io.carbonflow.ledger.recalculation.ItemTable.Batch;
import io.carbonflow.ledger.recalculation.ItemTable.OutdatedPreviewException;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.vertx.core.json.JsonObject;

/** Previews a recalculation page by page, and books what was previewed batch by batch. */
@ApplicationScoped
class RecalculationJob implements JobKind {

    private static final Logger LOG = Logger.getLogger(RecalculationJob.class);

    private final Transactions transactions;
    private final Preview preview;
    private final Announcements announcements;
    private final RecalculationConfig config;
    private final Duration lateness;

    RecalculationJob(Transactions transactions, Preview preview, Announcements announcements,
            RecalculationConfig config,
            LedgerConfig ledger) {
        this.transactions = transactions;
        this.preview = preview;
        this.announcements = announcements;
        this.config = config;
        this.lateness = ledger.lateness();
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public void step(Lease lease) {
        try {
            if (lease.job().state().equals(RecalculationTable.PREVIEWING)) {
                look(lease);
            } else {
                book(lease);
            }
        } catch (ProblemException e) { // an edition or methodology that was there is there no longer
            fail(lease, "the calculator refuses: " + e.problem().reasons().get(0).detail());
        } catch (OutdatedPreviewException e) {
            fail(lease, e.getMessage());
        }
    }

    private void look(Lease lease) {
        var job = lease.job();
        var form = transactions.snapshot(job.tenantId(),
                transaction -> RecalculationTable.form(transaction, job.tenantId(), job.id()));
        var page = preview.page(job.tenantId(), form, job.place(), config.pageEventsMax());
        var progress = job.progress().copy();
        transactions.run(List.of(job.tenantId()), transaction -> {
            if (page.end() == null) {
                JobTable.enter(transaction, lease, RecalculationTable.PREVIEWED, progress, null);
                return null;
            }
            long impossible = page.items().stream().filter(item -> item.difference() == null).count();
            add(progress, "events", page.events());
            add(progress, "unchanged", page.events() - page.items().size());
            add(progress, "changed", page.items().size() - impossible);
            add(progress, "not_recalculable", impossible);
            JobTable.advance(transaction, lease, page.end(), progress, pause(page.events()));
            ItemTable.insert(transaction, job.tenantId(), job.id(), page.items());
            return null;
        });
    }

    private void book(Lease lease) {
        if (!announcements.isReady()) {
            throw new JobWaitsException("the schema of booked entries is not registered yet", null);
        }
        var job = lease.job();
        var progress = job.progress().copy();
        var booked = transactions.run(List.of(job.tenantId()), transaction -> {
            Optional<Batch> batch = ItemTable.unbooked(transaction, job.tenantId(), job.id(), job.place(),
                    config.pageEventsMax());
            if (batch.isEmpty()) {
                JobTable.enter(transaction, lease, RecalculationTable.BOOKED, progress, null);
                return null;
            }
            var adjustments = batch.get().adjustments();
            var done = Adjustments.book(transaction, batch.get().chain(), job.tenantId(), job.id(), adjustments,
                    lateness);
            ItemTable.insertOutcomes(transaction, job.tenantId(), job.id(), batch.get(), done.changedSince(),
                    done.at());
            add(progress, "booked", adjustments.size() - done.changedSince().size());
            add(progress, "changed_since", done.changedSince().size());
            add(progress, "entries", done.entries());
            JobTable.advance(transaction, lease, batch.get().end(), progress, pause(adjustments.size()));
            return done;
        });
        if (booked != null && booked.height() > 0) {
            announce(job, booked);
        }
    }

    /** What is not told of here, because the process ends or the broker is away, is told of by whoever watches over that. */
    private void announce(Job job, Adjustments.Booked booked) {
        try {
            announcements.announce(job.tenantId(), booked.chain(), booked.height());
        } catch (KafkaException e) {
            LOG.warnf("the broker does not take announcements of recalculation %s at present: %s", job.id(),
                    e.getMessage());
        }
    }

    private void fail(Lease lease, String why) {
        LOG.warnf("recalculation %s fails: %s", lease.job().id(), why);
        transactions.run(List.of(lease.job().tenantId()), transaction -> {
            JobTable.enter(transaction, lease, RecalculationTable.FAILED, lease.job().progress(), why);
            return null;
        });
    }

    private Duration pause(int events) {
        return Duration.ofMillis(1_000L * events / Math.max(1, config.rate()));
    }

    private static void add(JsonObject progress, String name, long more) {
        progress.put(name, progress.getLong(name, 0L) + more);
    }
}
