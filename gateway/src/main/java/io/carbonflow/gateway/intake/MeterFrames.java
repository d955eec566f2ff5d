package io.carbonflow.gateway.intake;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.gateway.pressure.Admission;
import io.carbonflow.gateway.pressure.Sender;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.device.DeviceTopic;
import io.carbonflow.intake.device.DeviceTopics;
import io.carbonflow.intake.device.Family;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.wire.WireCodec;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Messages of devices on their way to the metering stage, which alone reads them: here only their size is checked. A
 * frame's content type carries the topic it came by, below the tenant's prefix, so that its bytes can be sent again.
 */
@ApplicationScoped
public class MeterFrames {

    private static final String TOPIC_PARAMETER = ";topic=";

    private static final CompletionStage<IntakeAnswer> FORWARDED = CompletableFuture
        .completedFuture(new IntakeAnswer(List.of(), List.of(), List.of(), List.of()));

    private final WireCodec codec;
    private final Sender sender;
    private final Intake intake;
    private final IntakeConfig config;
    private final IntakeMetrics metrics;
    private final Admission admission;

    MeterFrames(WireCodec codec, Sender sender, Intake intake, IntakeConfig config, IntakeMetrics metrics,
            Admission admission) {
        this.codec = codec;
        this.sender = sender;
        this.intake = intake;
        this.config = config;
        this.metrics = metrics;
        this.admission = admission;
    }

    /** The content type of a frame that came by this topic. */
    public static String contentType(DeviceTopic device, String topic) {
        String type = switch (device.family()) {
            case SPARKPLUG -> "application/x-protobuf";
            case HOMIE -> "text/plain";
            default -> "application/json";
        };
        return type + TOPIC_PARAMETER + topic;
    }

    /** The topic a frame, or its dead letter, came by; empty where the content type is not a frame's. */
    public static Optional<String> topicOf(String contentType) {
        int at = contentType.indexOf(TOPIC_PARAMETER);
        return at < 0 ? Optional.empty() : Optional.of(contentType.substring(at + TOPIC_PARAMETER.length()));
    }

    /** Whether letters of this channel are frames of devices. */
    public static boolean isFamily(String channel) {
        return Arrays.stream(Family.values())
            .anyMatch(family -> family.wireName().equals(channel));
    }

    /**
     * Sends a frame again, by the topic its content type names. Completes as {@link #take} does.
     *
     * @param envelope of the letter's channel and content type
     */
    public CompletionStage<IntakeAnswer> takeAgain(Envelope envelope, byte[] bytes) {
        String topic = topicOf(envelope.contentType()).orElseThrow(() -> new IllegalArgumentException(
                "a frame's content type names its topic, found " + envelope.contentType()));
        DeviceTopic device = DeviceTopics.of(topic)
            .orElseThrow(() -> new IllegalArgumentException("no device publishes to " + topic));
        return take(envelope, device, topic, false, bytes);
    }

    /**
     * Completes when the broker has the frame, or the dead letter of one that is too large. Fails when it has not; then
     * nothing may be acknowledged.
     *
     * @param topic    below the tenant's prefix
     * @param retained whether the MQTT broker replays an old message
     */
    public CompletionStage<IntakeAnswer> take(Envelope envelope, DeviceTopic device, String topic, boolean retained,
            byte[] bytes) {
        if (bytes.length > config.itemBytesMax()) {
            var refusal = Reasons.only(null, device.device(), ReasonCode.TOO_LARGE, null,
                    "a message has at most " + config.itemBytesMax() + " bytes, found " + bytes.length);
            return intake.take(envelope, List.of(new Examined(0, bytes, refusal)));
        }
        long startedNanos = System.nanoTime();
        OutgoingRecord outgoing;
        try {
            if (envelope.releases() == null && !admission.admitFrame(envelope.tenantId(), device, topic, bytes)) {
                return sampledOut(envelope, device, bytes);
            }
            outgoing = outgoing(envelope, device, topic, retained, bytes);
        } catch (IllegalStateException notRegisteredYet) {
            metrics.failed(envelope.channel(), 1);
            return CompletableFuture.failedFuture(notRegisteredYet);
        } catch (ProblemException turnedAway) {
            return CompletableFuture.failedFuture(turnedAway);
        }
        return sender.sendFitting(List.of(outgoing)).whenComplete((tooLarge, failure) -> {
            if (failure == null && tooLarge.isEmpty()) {
                metrics.acknowledged(envelope.channel(), 1, Duration.ofNanos(System.nanoTime() - startedNanos));
                metrics.items(envelope.channel(), "forwarded", 1);
            } else if (failure != null) {
                metrics.failed(envelope.channel(), 1);
            }
        }).thenCompose(tooLarge -> tooLarge.isEmpty() ? FORWARDED : tooLarge(envelope, device, bytes));
    }

    /** The broker would refuse it as often as it is sent. */
    private CompletionStage<IntakeAnswer> tooLarge(Envelope envelope, DeviceTopic device, byte[] bytes) {
        var refusal = Reasons.only(null, device.device(), ReasonCode.TOO_LARGE, null,
                "a message of %d bytes is more than the message broker takes; the dead letter keeps the first %d"
                    .formatted(bytes.length, Slices.KEPT_BYTES_MAX));
        return CompletableFuture.supplyAsync(() -> intake.take(envelope,
                List.of(new Examined(0, Slices.beginning(bytes), refusal))), Infrastructure.getDefaultExecutor())
            .thenCompose(taken -> taken);
    }

    /** Recorded without being admitted once more. */
    private CompletionStage<IntakeAnswer> sampledOut(Envelope envelope, DeviceTopic device, byte[] bytes) {
        String id = device.family().wireName() + ":" + device.device() + ":" + envelope.receivedAt();
        return intake.send(envelope,
                List.of(new Examined(0, bytes, new Verdict.Context(id, device.device(), Admission.SAMPLED_OUT))));
    }

    private OutgoingRecord outgoing(Envelope envelope, DeviceTopic device, String topic, boolean retained,
            byte[] bytes) {
        var frame = new MeterFrame(envelope.tenantId(), envelope.correlationId(), device.family().wireName(),
                device.device(), topic, retained, envelope.channel(), envelope.receivedAt(), envelope.contentType(),
                ByteBuffer.wrap(bytes));
        return new OutgoingRecord(Topics.RAW_METER, null, new RecordKey(envelope.tenantId(), device.device()),
                envelope.correlationId(), envelope.receivedAt(), codec.encode(Topics.RAW_METER, frame),
                envelope.releases(), envelope.reviewedBy() == null ? Map.of()
                        : Map.of(RecordHeaders.REVIEWED_BY, envelope.reviewedBy()));
    }
}
