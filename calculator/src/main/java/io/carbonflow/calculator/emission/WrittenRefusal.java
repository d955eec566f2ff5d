package io.carbonflow.calculator.emission;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Reason;

/** Writes a refusal as the record that goes to the dead letters. */
final class WrittenRefusal {

    private static final String STAGE = "calculation";

    private WrittenRefusal() {}

    /** An activity that was read and cannot be calculated; the bytes are those the sender sent. */
    static DeadLetter of(RawActivity raw, RawCoordinates coordinates, List<Refusal> reasons, Instant rejectedAt) {
        return letter(raw, coordinates, reasons.stream()
            .sorted(Comparator.comparing(refusal -> ReasonCode.valueOf(refusal.code().name())))
            .map(refusal -> new Reason(refusal.code().name(), refusal.field(), refusal.detail()))
            .toList(), rejectedAt);
    }

    /** An activity of a tenant of which nothing may be worked out here. */
    static DeadLetter pinnedElsewhere(RawActivity raw, RawCoordinates coordinates, String why, Instant rejectedAt) {
        return letter(raw, coordinates, List.of(new Reason(ReasonCode.REGION_MISMATCH.name(), null, why)), rejectedAt);
    }

    private static DeadLetter letter(RawActivity raw, RawCoordinates coordinates, List<Reason> reasons,
            Instant rejectedAt) {
        var letter = new DeadLetter();
        letter.setId(idOf(coordinates));
        letter.setTenantId(raw.getTenantId());
        letter.setEventId(raw.getEventId());
        letter.setCorrelationId(raw.getCorrelationId());
        letter.setStage(STAGE);
        letter.setSource(raw.getSourceId());
        letter.setChannel(raw.getChannel());
        letter.setReceivedAt(raw.getReceivedAt());
        letter.setRejectedAt(rejectedAt);
        letter.setReasons(reasons);
        letter.setContentType(raw.getContentType());
        letter.setPayload(raw.getPayload());
        letter.setRaw(coordinates);
        return letter;
    }

    /** An activity that could be calculated and has no place yet; it is in review and not refused. */
    static DeadLetter held(RawActivity raw, RawCoordinates coordinates, List<Refusal> reasons, Instant heldAt) {
        DeadLetter letter = of(raw, coordinates, reasons, heldAt);
        letter.setHeld(true);
        return letter;
    }

    /** A record that is no activity; the bytes are the record's own. */
    static DeadLetter unreadable(ReceivedRecord received, ReasonCode code, String detail, Instant rejectedAt) {
        var coordinates = new RawCoordinates(received.topic(), received.partition(), received.offset());
        RecordKey key = received.accountableKey();
        var letter = new DeadLetter();
        letter.setId(idOf(coordinates));
        letter.setTenantId(key.tenantId());
        letter.setCorrelationId(received.correlationId() == null ? letter.getId() : received.correlationId());
        letter.setStage(STAGE);
        letter.setSource(key.sourceId());
        letter.setChannel("kafka");
        letter.setReceivedAt(received.accountableTime());
        letter.setRejectedAt(rejectedAt);
        letter.setReasons(List.of(new Reason(code.name(), null, detail)));
        letter.setContentType("application/octet-stream");
        letter.setPayload(ByteBuffer.wrap(received.value() == null ? new byte[0] : received.value()));
        letter.setRaw(coordinates);
        return letter;
    }

    /** The same record refused again, after a redelivery, is the same letter. */
    private static String idOf(RawCoordinates raw) {
        String coordinates = raw.getTopic() + '/' + raw.getPartition() + '/' + raw.getOffset();
        return UUID.nameUUIDFromBytes(coordinates.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();
    }
}
