package io.carbonflow.ledger.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * An item that was refused, with every reason and its bytes: a row of the dead letters.
 *
 * @param reasonsJson {@code [{"code","field","detail"}]}
 * @param payload     the item exactly as received
 * @param raw         the raw record that was refused; null for an item that reached no raw topic
 * @param held        whether it waits for a rule or a person instead of being refused for good
 */
public record Refusal(String id, String tenantId, String eventId, String stage, String source, String channel,
        Instant receivedAt, Instant rejectedAt, String reasonsJson, String contentType, byte[] payload,
        String correlationId, RawPosition raw, boolean held) {

    private static final String STAGE = "ledger";

    /** A text column takes every character but this one. */
    private static final char NUL = '\0';

    public Refusal {
        eventId = storable(eventId);
        source = storable(source);
        channel = storable(channel);
        contentType = storable(contentType);
        correlationId = storable(correlationId);
    }

    /** What another stage refused. */
    static Refusal of(DeadLetter letter) {
        var raw = letter.getRaw() == null ? null : RawPosition.of(letter.getRaw(), letter.getReceivedAt());
        return new Refusal(storable(letter.getId()), letter.getTenantId(), letter.getEventId(), letter.getStage(),
                letter.getSource(), letter.getChannel(), letter.getReceivedAt(), letter.getRejectedAt(),
                json(letter.getReasons()), letter.getContentType(), bytes(letter.getPayload()),
                letter.getCorrelationId(), raw, letter.getHeld());
    }

    /** What the ledger refuses of the calculator's results; the bytes are those of the item they came from. */
    public static Refusal of(CalculatedEmission emission, Instant rejectedAt, ReasonCode code, String field,
            String detail) {
        var raw = RawPosition.of(emission.getRaw(), emission.getReceivedAt());
        return new Refusal(derivedId(raw.topic(), raw.partition(), raw.offset(), raw.receivedAt()),
                emission.getTenantId(), emission.getEventId(), STAGE, emission.getSourceId(), emission.getChannel(),
                emission.getReceivedAt(), rejectedAt, json(List.of(new Reason(code.name(), field, detail))),
                emission.getContentType(), bytes(emission.getPayload()), emission.getCorrelationId(), raw, false);
    }

    /** The same refusal with the words of its first making. */
    Refusal asMade(Instant firstRejectedAt, String firstReasonsJson) {
        return new Refusal(id, tenantId, eventId, stage, source, channel, receivedAt, firstRejectedAt,
                firstReasonsJson, contentType, payload, correlationId, raw, held);
    }

    /** As the other services know it. */
    public DeadLetter toLetter() {
        var reasons = new JsonArray(reasonsJson).stream()
            .map(JsonObject.class::cast)
            .map(one -> new Reason(one.getString("code"), one.getString("field"), one.getString("detail")))
            .toList();
        return DeadLetter.newBuilder()
            .setId(id)
            .setTenantId(tenantId)
            .setEventId(eventId)
            .setCorrelationId(correlationId)
            .setStage(stage)
            .setSource(source)
            .setChannel(channel)
            .setReceivedAt(receivedAt)
            .setRejectedAt(rejectedAt)
            .setReasons(reasons)
            .setContentType(contentType)
            .setPayload(ByteBuffer.wrap(payload))
            .setRaw(raw == null ? null : new RawCoordinates(raw.topic(), raw.partition(), raw.offset()))
            .setHeld(held)
            .build();
    }

    /** A record that is not what its topic carries; the bytes are its own. */
    public static Refusal ofUnreadable(ReceivedRecord unreadable, Instant rejectedAt, String detail) {
        String id = derivedId(unreadable.topic(), unreadable.partition(), unreadable.offset(),
                unreadable.accountableTime());
        return new Refusal(id, unreadable.accountableTenant(), null, STAGE, unreadable.sourceOrTopic(),
                unreadable.topic(), unreadable.accountableTime(), rejectedAt,
                json(List.of(new Reason(ReasonCode.SCHEMA_INCOMPATIBLE.name(), null, detail))),
                "application/octet-stream", unreadable.value() == null ? new byte[0] : unreadable.value(),
                unreadable.correlationId() == null ? id : unreadable.correlationId(), null, false);
    }

    /** The same id each time the same record is refused. */
    private static String derivedId(String topic, int partition, long offset, Instant receivedAt) {
        return UUID.nameUUIDFromBytes((topic + '/' + partition + '/' + offset + '/' + receivedAt).getBytes(UTF_8))
            .toString();
    }

    private static String json(List<Reason> reasons) {
        var array = new JsonArray();
        reasons.forEach(reason -> {
            var object = new JsonObject().put("code", storable(reason.getCode()));
            if (reason.getField() != null) {
                object.put("field", storable(reason.getField()));
            }
            array.add(object.put("detail", storable(reason.getDetail())));
        });
        return array.encode();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String storable(String text) {
        return text == null || text.indexOf(NUL) < 0 ? text : text.replace(NUL, '\uFFFD');
    }
}
