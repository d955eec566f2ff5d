package io.carbonflow.metering.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.Record;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.DeviceCommand;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.ContentHash;
import io.carbonflow.metering.Json;
import io.carbonflow.metering.engine.Findings.Notice;
import io.carbonflow.metering.source.SourceFact;

/**
 * Everything one received message leads to. Exactly one of its records continues the message's own receipt; every
 * further activity counts as received for itself.
 */
final class Outbox {

    /**
     * Every activity carries the bytes it was read from. Of a long message that says thousands of things only the first so
     * many do: the others have its correlation id, and a transaction has to end in time.
     */
    static final int COPIES_BYTES_MAX = 32 << 20;

    private static final byte[] NO_BYTES = {};

    private final Wire wire;
    private final Delivery delivery;
    private final Instant now;
    private final int valueBytesMax;
    private final List<Product> mains = new ArrayList<>(1);
    private final List<Product> contexts = new ArrayList<>(0);
    private final List<Product> extras = new ArrayList<>(0);
    private final Map<RecordKey, SourceFact> facts = new TreeMap<>(
            java.util.Comparator.comparing(RecordKey::toString));

    private record Product(String topic, RecordKey key, SpecificRecordBase value, Instant receivedAt) {}

    /** @param valueBytesMax of the largest value a record takes; a copy of the message is shortened before it is more */
    Outbox(Wire wire, Delivery delivery, Instant now, int valueBytesMax) {
        this.wire = wire;
        this.delivery = delivery;
        this.now = now;
        this.valueBytesMax = valueBytesMax;
    }

    Delivery delivery() {
        return delivery;
    }

    /** What the message itself says flowed. */
    void activity(RawActivity activity) {
        byte[] payload = delivery.frame().payload();
        boolean isAffordable = (mains.size() + 1L) * payload.length <= COPIES_BYTES_MAX;
        mains.add(raw(activity, delivery.channel(), delivery.receivedAt(), delivery.contentType(),
                isAffordable ? payload : NO_BYTES));
    }

    /** An estimate, or its withdrawal: nobody sent it. */
    void estimate(RawActivity activity) {
        extras.add(raw(activity, "metering", now, "application/json", Json.write(activity.getAttributes())));
    }

    private Product raw(RawActivity activity, String channel, Instant receivedAt, String contentType, byte[] payload) {
        activity.setTenantId(delivery.frame().tenantId());
        activity.setCorrelationId(delivery.correlationId());
        activity.setReceivedAt(receivedAt);
        activity.setChannel(channel);
        activity.setContentType(contentType);
        activity.setPayload(ByteBuffer.wrap(payload));
        activity.setContentHash(ContentHash.of(activity));
        return new Product(Topics.rawTopicOf(activity.getKind()), delivery.source(activity.getSourceId()), activity,
                receivedAt);
    }

    /** The message carries no activity; of several reasons the first is told, and none where something flowed. */
    void context(String source, String eventId, String reason) {
        var reading = new ContextReading(delivery.frame().tenantId(), eventId, delivery.correlationId(), source,
                reason, delivery.channel(), delivery.receivedAt(), delivery.contentType(), payload());
        contexts.add(new Product(Topics.RAW_CONTEXT, delivery.source(source), reading, delivery.receivedAt()));
    }

    /** Refuses or holds a part of the message, and gives the letter's id. What is wrong with all of it is said once. */
    String letter(String source, String eventId, List<Reason> reasons, boolean isHeld) {
        for (Product said : mains) {
            if (said.value() instanceof DeadLetter before && before.getSource().equals(source)
                    && before.getHeld() == isHeld && before.getReasons().equals(reasons)) {
                return before.getId();
            }
        }
        var letter = new DeadLetter();
        letter.setId(UUID.randomUUID().toString());
        letter.setTenantId(delivery.frame().tenantId());
        letter.setEventId(eventId);
        letter.setCorrelationId(delivery.correlationId());
        letter.setStage("intake");
        letter.setSource(source);
        letter.setChannel(delivery.channel());
        letter.setReceivedAt(delivery.receivedAt());
        letter.setRejectedAt(now);
        letter.setReasons(reasons);
        letter.setHeld(isHeld);
        letter.setContentType(delivery.contentType());
        letter.setPayload(payload());
        mains.add(new Product(Topics.DEAD_INTAKE, delivery.source(source), letter, delivery.receivedAt()));
        return letter.getId();
    }

    void alert(String source, String channel, Notice notice) {
        var evidence = new TreeMap<>(notice.evidence());
        if (channel != null) {
            evidence.put("channel", channel);
        }
        String place = channel == null ? source : source + "/" + channel;
        var alert = new QualityAlert(notice.kind() + ":" + place + ":" + notice.from(), delivery.frame().tenantId(),
                source, notice.kind(), "raised", notice.from(), notice.to(), notice.detail(), evidence, now);
        extras.add(new Product(Topics.QUALITY_ALERTS, delivery.source(source), alert, now));
    }

    void command(String topic, byte[] payload, int qos) {
        var key = delivery.source(delivery.frame().device());
        extras.add(new Product(Topics.DEVICE_COMMANDS, key, new DeviceCommand(key.tenantId(),
                delivery.correlationId(), topic, ByteBuffer.wrap(payload), qos, now), now));
    }

    /** News of a source, told once for all of the message. */
    void fact(String source, SourceFact fact) {
        facts.put(delivery.source(source), fact);
    }

    /** Whether nothing has been said yet of the message itself. */
    boolean isSilent() {
        return mains.isEmpty() && contexts.isEmpty();
    }

    private ByteBuffer payload() {
        return ByteBuffer.wrap(delivery.frame().payload());
    }

    /** Writes the records, in order. One after the other, because each may carry the bytes of the message again. */
    void close(long timestampMillis, Consumer<Record<String, Outgoing>> records) {
        List<Product> told = mains.isEmpty() && !contexts.isEmpty() ? List.of(contexts.get(0)) : mains;
        for (int i = 0; i < told.size(); i++) {
            var one = record(told.get(i), timestampMillis);
            if (i == 0) {
                continueReceipt(one);
            }
            records.accept(one);
        }
        extras.forEach(product -> records.accept(record(product, timestampMillis)));
        facts.forEach((source, fact) -> records.accept(Outgoing.record(source, Outgoing.FACTS, Json.write(fact),
                delivery.correlationId(), delivery.receivedAt(), timestampMillis)));
    }

    private void continueReceipt(Record<String, Outgoing> first) {
        if (delivery.releases() == null) {
            first.headers().add(RecordHeaders.DERIVED, Outgoing.utf8("1"));
        } else {
            first.headers().add(RecordHeaders.RELEASES, Outgoing.utf8(delivery.releases()));
        }
    }

    private Record<String, Outgoing> record(Product product, long timestampMillis) {
        byte[] value = wire.encode(product.topic(), product.value());
        if (value.length > valueBytesMax && Copies.shorten(product.value(), value.length - valueBytesMax)) {
            value = wire.encode(product.topic(), product.value());
        }
        return Outgoing.record(product.key(), product.topic(), value,
                delivery.correlationId(), product.receivedAt(), timestampMillis);
    }
}
