package io.carbonflow.ledger.imbalance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.security.SecurityConfig;
import io.carbonflow.platform.wire.WireCodec;

/**
 * Tells the tenant whose minute does not add up, and whoever runs the ledger. Before the finding is kept: where that fails,
 * the next sweep tells it again under the same id.
 */
@ApplicationScoped
class ImbalanceAlerts {

    static final String KIND = "conservation_imbalance";
    private static final String SOURCE = "ledger";
    private static final int PLACES_MAX = 20;
    private static final long SECONDS_MAX = 30;

    private final WireCodec codec;
    private final RecordProducer producer;
    private final Clock clock;
    private final String operator;

    ImbalanceAlerts(WireCodec codec, RecordProducer producer, Clock clock, SecurityConfig security) {
        this.codec = codec;
        this.producer = producer;
        this.clock = clock;
        this.operator = security.tenant();
    }

    /**
     * Sends it as it is now: raised while it lasts, cleared once it is closed.
     *
     * @throws IllegalStateException when the broker does not take it
     */
    void send(Imbalance imbalance) {
        String tenantId = imbalance.finding().minute().tenantId();
        var records = new ArrayList<>(List.of(record(tenantId, imbalance, "")));
        if (!tenantId.equals(operator)) {
            records.add(record(operator, imbalance, "tenant " + tenantId + ", "));
        }
        try {
            producer.sendAll(records).toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending an alert", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not take the alert of an imbalance", e);
        }
    }

    private OutgoingRecord record(String to, Imbalance imbalance, String whose) {
        var finding = imbalance.finding();
        Instant now = clock.instant();
        var alert = QualityAlert.newBuilder()
            .setId(KIND + ":" + imbalance.id())
            .setTenantId(to)
            .setSourceId(SOURCE)
            .setKind(KIND)
            .setState(imbalance.closedAt().isPresent() ? "cleared" : "raised")
            .setFrom(finding.minute().start())
            .setTo(imbalance.closedAt().orElse(null))
            .setDetail(whose + detail(finding))
            .setEvidence(evidence(imbalance))
            .setRaisedAt(now)
            .build();
        return new OutgoingRecord(Topics.QUALITY_ALERTS, null, new RecordKey(to, SOURCE), imbalance.id().toString(),
                now, codec.encode(Topics.QUALITY_ALERTS, alert));
    }

    private static Map<String, String> evidence(Imbalance imbalance) {
        var finding = imbalance.finding();
        return new TreeMap<>(Map.of("imbalance_id", imbalance.id().toString(),
                "minute", finding.minute().start().toString(), "difference", Long.toString(finding.difference()),
                "cause", finding.cause().id(), "missing", Long.toString(finding.missing()),
                "records", places(finding)));
    }

    private static String detail(Finding finding) {
        String minute = "minute " + finding.minute().start() + ": ";
        long events = Math.abs(finding.difference());
        String found = finding.difference() > 0 ? events + " received and not settled"
                : events
                        + " more settled than received";
        return minute + found + "; " + switch (finding.cause()) {
            case LOSS -> finding.missing() + " records without an end: " + places(finding);
            case COUNTS -> finding.missing() == 0 ? "each record has its end, the counts are wrong"
                    : "each record has its end, the counts of these are wrong: " + places(finding);
            case REMOVED -> "the topics hold the records of that time no more";
        };
    }

    private static String places(Finding finding) {
        String places = finding.records()
            .stream()
            .limit(PLACES_MAX)
            .map(MissingRecord::place)
            .collect(Collectors.joining(", "));
        return finding.missing() > PLACES_MAX ? places + ", …" : places;
    }
}
