package io.carbonflow.ledger.recalculation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.avro.RecalculationRequest;
import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.jobs.JobKind;
import io.carbonflow.ledger.jobs.JobTable;
import io.carbonflow.ledger.jobs.Lease;
import io.carbonflow.ledger.store.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;

/** Recomputes the entries of a period page by page, then compares the sums beside them day by day. */
@ApplicationScoped
class ReconciliationJob implements JobKind {

    private static final Logger LOG = Logger.getLogger(ReconciliationJob.class);
    /** In the progress: that all entries are recomputed, and days are compared. */
    private static final String COMPARES_SUMS = "compares_sums";

    private final Transactions transactions;
    private final CalculatorClient calculator;
    private final RecalculationConfig config;
    private final Duration lateness;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final List<Gauge> gauges;
    private volatile double lastDifference = Double.NaN;
    private volatile Instant lastEnd;

    ReconciliationJob(Transactions transactions, CalculatorClient calculator, RecalculationConfig config,
            LedgerConfig ledger, Clock clock, MeterRegistry metrics) {
        this.transactions = transactions;
        this.calculator = calculator;
        this.config = config;
        this.lateness = ledger.lateness();
        this.clock = clock;
        this.metrics = metrics;
        var difference = Gauge.builder("carbonflow.reconciliation.difference.kg", () -> lastDifference)
            .description("What the last reconciliation of this process found to differ, whatever the sign, in kg CO2e: "
                    + "anything but 0 is an alarm; not a number before the first")
            .register(metrics);
        var end = Gauge.builder("carbonflow.reconciliation.last.time",
                () -> lastEnd == null ? Double.NaN : lastEnd.getEpochSecond())
            .description("When the last reconciliation of this process ended, in seconds since 1970")
            .register(metrics);
        gauges = List.of(difference, end);
    }

    /** A registry outlives the service where one starts after another; it would go on asking this one. */
    @PreDestroy
    void forget() {
        gauges.forEach(metrics::remove);
    }

    @Override
    public String name() {
        return Reconciliation.KIND;
    }

    @Override
    public void step(Lease lease) {
        var job = lease.job();
        var asked = transactions.snapshot(job.tenantId(),
                transaction -> Reconciliation.read(transaction, job.tenantId(), job.id()));
        if (job.progress().getBoolean(COMPARES_SUMS, false)) {
            compareDay(lease, asked);
        } else {
            recomputePage(lease, asked);
        }
    }

    private void recomputePage(Lease lease, Reconciliation asked) {
        var job = lease.job();
        var page = transactions.snapshot(job.tenantId(), transaction -> ReconciliationEntries.next(transaction,
                job.tenantId(), asked, job.place(), config.pageEventsMax()));
        var progress = job.progress().copy();
        if (page.end() == null) {
            progress.put(COMPARES_SUMS, true);
            transactions.run(List.of(job.tenantId()), transaction -> {
                JobTable.advance(transaction, lease, new Job.Place(asked.from(), ""), progress, Duration.ZERO);
                return null;
            });
            return;
        }
        var recomputation = new PageRecomputation(asked, page);
        recomputation.ask(activities -> calculator.ask(RecalculationRequest.newBuilder()
            .setTenantId(job.tenantId())
            .setActivities(activities)
            .build()));
        transactions.run(List.of(job.tenantId()), transaction -> {
            var everBooked = ReconciliationEntries.everBooked(transaction, job.tenantId(), recomputation.eventIds());
            var findings = recomputation.compare(Sums.in(progress), everBooked);
            count(progress, "entries", page.entries().size());
            count(progress, "findings", findings.size());
            JobTable.advance(transaction, lease, page.end(), progress,
                    Duration.ofMillis(1_000L * recomputation.eventIds().size() / Math.max(1, config.rate())));
            Finding.insert(transaction, job.tenantId(), job.id(), findings);
            return null;
        });
    }

    private void compareDay(Lease lease, Reconciliation asked) {
        var job = lease.job();
        Instant day = job.place().at();
        var progress = job.progress().copy();
        if (!day.isBefore(asked.to())) {
            end(lease, progress);
            return;
        }
        var differences = transactions.snapshot(job.tenantId(),
                transaction -> RollupComparison.ofDay(transaction, job.tenantId(), day, lateness));
        var sums = Sums.in(progress);
        var findings = new ArrayList<Finding>();
        for (RollupComparison.Difference difference : differences) {
            findings.add(difference.finding());
            if (difference.size().equals(RollupComparison.DAY)) {
                sums.rollup(difference.finding());
            }
        }
        count(progress, "findings", findings.size());
        transactions.run(List.of(job.tenantId()), transaction -> {
            JobTable.advance(transaction, lease, new Job.Place(day.plus(1, ChronoUnit.DAYS), ""), progress,
                    Duration.ZERO);
            Finding.insert(transaction, job.tenantId(), job.id(), findings);
            return null;
        });
    }

    private void end(Lease lease, JsonObject progress) {
        transactions.run(List.of(lease.job().tenantId()), transaction -> {
            JobTable.enter(transaction, lease, Reconciliation.RECONCILED, progress, null);
            return null;
        });
        var difference = Sums.in(progress).difference();
        if (difference.signum() != 0) {
            LOG.errorf("reconciliation %s: %s kg CO2e differ, %d findings", lease.job().id(),
                    difference.toPlainString(), progress.getLong("findings", 0L));
        }
        lastDifference = difference.doubleValue();
        lastEnd = clock.instant();
    }

    private static void count(JsonObject progress, String name, long more) {
        progress.put(name, progress.getLong(name, 0L) + more);
    }
}
