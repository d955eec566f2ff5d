package io.carbonflow.ledger.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.security.SecurityConfig;
import io.carbonflow.platform.wire.WireCodec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Has rounds made one after the other, tells metrics what they find, and raises an alert where one fails. */
@ApplicationScoped
class ContinuousVerification {

    static final String ALERT = "ledger_verification_failed";

    private static final Logger LOG = Logger.getLogger(ContinuousVerification.class);
    private static final String SOURCE = "ledger";
    private static final long SECONDS_MAX = 30;
    private static final long LOOK_SECONDS = 15;

    private final Rounds rounds;
    private final VerificationConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final WireCodec codec;
    private final RecordProducer producer;
    private final String tenantId;
    private ScheduledExecutorService timer;
    private volatile Instant lastVerified;
    private volatile boolean hasFailed;

    ContinuousVerification(Rounds rounds, VerificationConfig config, MeterRegistry metrics, Clock clock,
            WireCodec codec,
            RecordProducer producer, SecurityConfig security) {
        this.rounds = rounds;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.codec = codec;
        this.producer = producer;
        this.tenantId = security.tenant();
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("carbonflow.ledger.verification.last_verified_seconds",
                () -> lastVerified == null ? Double.NaN : Duration.between(lastVerified, clock.instant()).toSeconds())
            .description("Since the last round that found everything right began; not a number before the first")
            .register(metrics);
        Gauge.builder("carbonflow.ledger.verification.failed", () -> hasFailed ? 1 : 0)
            .description("1 where the last round found something wrong: anything but 0 is an alarm")
            .register(metrics);
        if (config.every().isZero() || config.every().isNegative()) {
            LOG.info("the ledger does not verify itself: carbonflow.ledger.verification.every is zero");
            return;
        }
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "continuous-verification");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, 1, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private void look() {
        try {
            rounds.goRoundIfDue(config.every(), this::spend).ifPresent(this::tell);
            rounds.last().ifPresent(last -> {
                hasFailed = !last.isVerified();
                lastVerified = last.isVerified() ? last.begunAt() : lastVerified;
            });
        } catch (RuntimeException e) { // a scheduled task that throws never runs again
            LOG.warnf("a round of verification was interrupted and goes on later: %s", e.getMessage());
        }
    }

    /** One round, to its end, whether or not it is time. */
    Rounds.Outcome goRound() {
        var outcome = rounds.goRound(this::spend);
        tell(outcome);
        return outcome;
    }

    private void tell(Rounds.Outcome outcome) {
        outcome.verdict().fold(good -> {
            LOG.debugf("verified %d entries in %d blocks below %d signed heads", good.entries(), good.blocks(),
                    good.signedHeads());
            return null;
        }, bad -> {
            LOG.errorf("the ledger does not verify: %s: %s", bad.place(), bad.detail());
            raise(outcome, bad);
            return null;
        });
    }

    private void spend(long entries) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the ledger stops");
        }
        LockSupport.parkNanos(entries * TimeUnit.SECONDS.toNanos(1) / Math.max(1, config.entriesPerSecondMax()));
    }

    private void raise(Rounds.Outcome outcome, Verdict.Failed bad) {
        var alert = QualityAlert.newBuilder()
            .setId(ALERT + ":" + outcome.id())
            .setTenantId(tenantId)
            .setSourceId(SOURCE)
            .setKind(ALERT)
            .setState("raised")
            .setFrom(outcome.begunAt())
            .setTo(null)
            .setDetail(bad.place() + ": " + bad.detail())
            .setEvidence(Map.of("verification_id", outcome.id().toString(), "place", bad.place()))
            .setRaisedAt(clock.instant())
            .build();
        try {
            producer.sendAll(List.of(new OutgoingRecord(Topics.QUALITY_ALERTS, null, new RecordKey(tenantId, SOURCE),
                    outcome.id().toString(), clock.instant(), codec.encode(Topics.QUALITY_ALERTS, alert))))
                .toCompletableFuture()
                .get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // the verification itself is kept, and the next round raises the alert again
            LOG.warnf("the alert of a failed verification is not sent: %s", e.getMessage());
        }
    }
}
