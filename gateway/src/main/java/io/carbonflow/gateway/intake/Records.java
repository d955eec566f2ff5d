package io.carbonflow.gateway.intake;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.gateway.pressure.Admission;
import io.carbonflow.intake.contract.ContentHash;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.wire.WireCodec;

/** Turns a verdict into the one record that goes out for its item. */
@ApplicationScoped
public class Records {

    private final WireCodec codec;
    private final IntakeConfig config;
    private final Clock clock;

    Records(WireCodec codec, IntakeConfig config, Clock clock) {
        this.codec = codec;
        this.config = config;
        this.clock = clock;
    }

    /** The record, and the id of the dead letter if it is one. */
    record Prepared(OutgoingRecord outgoing, String deadLetterId) {}

    Prepared prepare(Envelope envelope, Examined item) {
        return item.verdict()
            .fold(accepted -> new Prepared(activity(envelope, item, accepted), null),
                    refused -> deadLetter(envelope, item, refused.eventId(), refused.source(), refused.reasons(),
                            false),
                    held -> deadLetter(envelope, item, held.eventId(), held.source(), held.reasons(), true),
                    context -> new Prepared(context(envelope, item, context), null));
    }

    private OutgoingRecord activity(Envelope envelope, Examined item, Verdict.Accepted accepted) {
        RawActivity activity = accepted.activity();
        activity.setTenantId(envelope.tenantId());
        activity.setCorrelationId(envelope.correlationId());
        activity.setReceivedAt(envelope.receivedAt());
        activity.setChannel(envelope.channel());
        activity.setContentType(contentType(envelope, item));
        activity.setPayload(ByteBuffer.wrap(item.bytes()));
        if (activity.getContentHash() == null) {
            activity.setContentHash(ContentHash.of(activity));
        }
        return outgoing(envelope, Topics.rawTopicOf(activity.getKind()), accepted.orderedBy(), activity);
    }

    private Prepared deadLetter(Envelope envelope, Examined item, String eventId, String statedSource,
            List<Reason> reasons, boolean held) {
        String id = UUID.randomUUID().toString();
        String source = statedSource == null ? envelope.channel() : statedSource;
        var letter = new DeadLetter();
        letter.setId(id);
        letter.setTenantId(envelope.tenantId());
        letter.setEventId(eventId);
        letter.setCorrelationId(envelope.correlationId());
        letter.setStage("intake");
        letter.setSource(source);
        letter.setChannel(envelope.channel());
        letter.setReceivedAt(envelope.receivedAt());
        letter.setRejectedAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        letter.setReasons(reasons);
        letter.setHeld(held);
        letter.setContentType(contentType(envelope, item));
        letter.setPayload(ByteBuffer.wrap(item.bytes(), 0, Math.min(item.bytes().length, config.itemBytesMax())));
        return new Prepared(outgoing(envelope, Topics.DEAD_INTAKE, source, letter), id);
    }

    private OutgoingRecord context(Envelope envelope, Examined item, Verdict.Context context) {
        var reading = new ContextReading(envelope.tenantId(), context.eventId(), envelope.correlationId(),
                context.source(), context.reason(), envelope.channel(), envelope.receivedAt(),
                contentType(envelope, item),
                ByteBuffer.wrap(item.bytes()));
        var marks = new HashMap<String, String>();
        if (context.reason().equals(Admission.SAMPLED_OUT)) {
            marks.put(RecordHeaders.CONTEXT, context.reason());
            if (item.missedBy() != null) {
                marks.put(RecordHeaders.SUPPLIER, item.missedBy());
            }
        }
        return outgoing(envelope, Topics.RAW_CONTEXT, context.source(), reading, marks);
    }

    private static String contentType(Envelope envelope, Examined item) {
        return item.contentType() == null ? envelope.contentType() : item.contentType();
    }

    private OutgoingRecord outgoing(Envelope envelope, String topic, String source, SpecificRecordBase value) {
        return outgoing(envelope, topic, source, value, Map.of());
    }

    private OutgoingRecord outgoing(Envelope envelope, String topic, String source, SpecificRecordBase value,
            Map<String, String> marks) {
        return new OutgoingRecord(topic, null, new RecordKey(envelope.tenantId(), source), envelope.correlationId(),
                envelope.receivedAt(), codec.encode(topic, value), envelope.releases(), marks);
    }
}
