package io.carbonflow.calculator.emission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.carbonflow.accounting.calculation.Calculation;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.calculator.library.Library;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.platform.correlation.CorrelationId;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.security.Regions;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/**
 * Raw records to emissions or dead letters, one for one. A record that cannot be calculated is refused by itself; what
 * is thrown here is an outage, and then the whole batch comes again.
 */
@ApplicationScoped
public class Emissions {

    private static final Logger LOG = Logger.getLogger(Emissions.class);

    private final WireCodec codec;
    private final RecordProducer producer;
    private final CalculationMetrics metrics;
    private final Regions regions;
    private final Clock clock;

    Emissions(WireCodec codec, RecordProducer producer, CalculationMetrics metrics, Regions regions, Clock clock) {
        this.codec = codec;
        this.producer = producer;
        this.metrics = metrics;
        this.regions = regions;
        this.clock = clock;
    }

    /**
     * Returns when the broker has an emission or a dead letter for every record. Records that were handled already may
     * come again; what comes of them names the same raw record.
     *
     * @throws RegistryUnavailableException an outage of the registry
     * @throws CompletionException an outage of the broker
     * @throws IllegalStateException the schemas are not registered yet
     */
    public void calculate(List<ReceivedRecord> records, Library library) throws RegistryUnavailableException {
        if (!codec.isReady()) {
            throw new IllegalStateException("the schemas of what is written here are not registered yet");
        }
        long begun = System.nanoTime();
        Instant now = clock.instant();
        var outgoing = new ArrayList<OutgoingRecord>(records.size());
        for (ReceivedRecord received : records) {
            outgoing.add(outcomeOrDeadLetter(received, library, now));
        }
        producer.sendAll(outgoing).toCompletableFuture().join();
        metrics.batch(records.size(), Duration.ofNanos(System.nanoTime() - begun));
    }

    /** A surprise is our mistake and must be seen, but it must not keep the records behind it from being calculated. */
    private OutgoingRecord outcomeOrDeadLetter(ReceivedRecord received, Library library, Instant now)
            throws RegistryUnavailableException {
        try {
            return outcome(received, library, now);
        } catch (RuntimeException e) {
            LOG.errorf(e, "record %s/%d/%d failed unexpectedly", received.topic(), received.partition(),
                    received.offset());
            return dead(WrittenRefusal.unreadable(received, ReasonCode.MALFORMED,
                    "the record could not be calculated for a reason of ours; it can be resubmitted", now),
                    received.accountableKey());
        }
    }

    private OutgoingRecord outcome(ReceivedRecord received, Library library, Instant now)
            throws RegistryUnavailableException {
        RawActivity raw;
        try {
            raw = codec.decode(received.value(), RawActivity.class);
        } catch (UndecodableRecordException e) {
            return unreadable(received, e.getMessage(), now);
        }
        var coordinates = new RawCoordinates(received.topic(), received.partition(), received.offset());
        var elsewhere = regions.refusalOf(raw.getTenantId());
        if (elsewhere.isPresent()) {
            return dead(WrittenRefusal.pinnedElsewhere(raw, coordinates, elsewhere.get(), now), keyOf(raw));
        }
        if (WrittenEmission.CANCEL.equals(raw.getOperation())) {
            return emission(raw, coordinates, WrittenEmission.cancelled(raw, coordinates, now), now);
        }
        return calculation(raw, library.forTenant(raw.getTenantId()).calculator()).fold(
                calculated -> emission(raw, coordinates,
                        WrittenEmission.of(raw, coordinates, calculated, now), now),
                held -> dead(WrittenRefusal.held(raw, coordinates, held.reasons(), now), keyOf(raw)),
                refused -> refusal(raw, coordinates, refused.reasons(), now));
    }

    /** What an activity comes to, whoever asks. */
    static Calculation calculation(RawActivity raw, EmissionCalculator calculator) {
        ReportedActivity reported = ReportedActivity.of(raw);
        return reported.faults().isEmpty()
                ? calculator.calculate(reported.data())
                : new Calculation.Refused(reported.faults());
    }

    /** Into the partition the raw record stands in, so that a source stays in order to the end. */
    private OutgoingRecord emission(RawActivity raw, RawCoordinates coordinates, CalculatedEmission written,
            Instant now) {
        byte[] value = codec.encode(Topics.CALCULATED_EMISSIONS, written);
        metrics.calculated(Duration.between(raw.getReceivedAt(), now));
        return new OutgoingRecord(Topics.CALCULATED_EMISSIONS, coordinates.getPartition(), keyOf(raw),
                raw.getCorrelationId(), raw.getReceivedAt(), value);
    }

    private OutgoingRecord refusal(RawActivity raw, RawCoordinates coordinates, List<Refusal> reasons, Instant now) {
        return dead(WrittenRefusal.of(raw, coordinates, reasons, now), keyOf(raw));
    }

    private OutgoingRecord unreadable(ReceivedRecord received, String detail, Instant now) {
        boolean isFramed = received.value() != null && received.value().length > Integer.BYTES
                && received.value()[0] == 0;
        ReasonCode code = isFramed ? ReasonCode.SCHEMA_INCOMPATIBLE : ReasonCode.MALFORMED;
        return dead(WrittenRefusal.unreadable(received, code, detail, now), received.accountableKey());
    }

    private OutgoingRecord dead(DeadLetter letter, RecordKey key) {
        ReasonCode first = ReasonCode.valueOf(letter.getReasons().get(0).getCode());
        if (letter.getHeld()) {
            metrics.held(first);
        } else {
            metrics.rejected(first);
        }
        MDC.put(CorrelationId.LOG_KEY, letter.getCorrelationId());
        LOG.infof("event %s of tenant %s %s: %s", letter.getEventId(), letter.getTenantId(),
                letter.getHeld() ? "held for review" : "refused", first);
        MDC.remove(CorrelationId.LOG_KEY);
        return new OutgoingRecord(Topics.DEAD_CALCULATION, null, key,
                letter.getCorrelationId(), letter.getReceivedAt(), codec.encode(Topics.DEAD_CALCULATION, letter));
    }

    private static RecordKey keyOf(RawActivity raw) {
        return new RecordKey(raw.getTenantId(), raw.getSourceId());
    }
}
