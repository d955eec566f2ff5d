package io.carbonflow.gateway.mqtt;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.gateway.intake.Adapter;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.gateway.intake.JsonBatches;
import io.carbonflow.gateway.intake.MeterFrames;
import io.carbonflow.gateway.intake.Retries;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.device.DeviceTopic;
import io.carbonflow.intake.device.DeviceTopics;
import io.carbonflow.intake.json.Quote;

/** Which topic is read how. The tenant is the one in the topic, which the broker lets only that tenant write to. */
@ApplicationScoped
public class MqttRoutes {

    private static final String REFUSED_PREFIX = "carbonflow-refused";
    private static final String OWN_PREFIX = "carbonflow";
    private static final List<String> OWN_FILTERS = List.of("carbonflow/+/readings", "carbonflow/+/activities",
            REFUSED_PREFIX + "/+/+");
    private static final String ANY_TENANT = "+/";

    private static final Logger LOG = Logger.getLogger(MqttRoutes.class);
    private static final String JSON = "application/json";

    private final JsonBatches json;
    private final MeterFrames frames;
    private final RefusedPublish refused;
    private final Intake intake;
    private final Retries retries;
    private final Clock clock;

    MqttRoutes(JsonBatches json, MeterFrames frames, RefusedPublish refused, Intake intake, Retries retries,
            Clock clock) {
        this.json = json;
        this.frames = frames;
        this.refused = refused;
        this.intake = intake;
        this.retries = retries;
        this.clock = clock;
    }

    /** Everything the gateway subscribes to, shared with other instances or not. */
    List<String> filters() {
        return Stream
            .concat(OWN_FILTERS.stream(), DeviceTopics.filters().stream().map(filter -> ANY_TENANT + filter))
            .toList();
    }

    /** What a broker replays to a subscription that is not shared: the units devices state once, at their start. */
    List<String> retainedFilters() {
        return DeviceTopics.retainedFilters().stream().map(filter -> ANY_TENANT + filter).toList();
    }

    /** Completes when the broker of our records has what the message became. Never fails. */
    CompletionStage<?> take(Inbound message) {
        String[] levels = message.topic().split("/", 3);
        boolean isOurs = levels[0].equals(OWN_PREFIX) || levels[0].equals(REFUSED_PREFIX);
        String tenantId = isOurs && levels.length == 3 ? levels[1] : levels[0];
        if (!tenantId.matches(RecordKey.TENANT_PATTERN)) {
            LOG.warnf("a message on topic %s belongs to no tenant and cannot be kept", Quote.of(message.topic()));
            return CompletableFuture.completedFuture(null);
        }
        if (!isOurs) {
            return fromDevice(message, tenantId);
        }
        if (levels[0].equals(REFUSED_PREFIX)) {
            var envelope = envelope(tenantId, Channel.MQTT_REFUSED, JSON);
            return message.isTooLong() ? tooLong(envelope) : refused.take(envelope, message.payload());
        }
        return levels.length == 3 && levels[2].equals("readings")
                ? canonical(message, envelope(tenantId, Channel.MQTT_READINGS, JSON), json::readings)
                : canonical(message, envelope(tenantId, Channel.MQTT_ACTIVITIES, JSON), json::activities);
    }

    /** What no family's device publishes, a command to a device among them, is acknowledged and left alone. */
    private CompletionStage<?> fromDevice(Inbound message, String tenantId) {
        String topic = message.topic().substring(Math.min(tenantId.length() + 1, message.topic().length()));
        DeviceTopic device = DeviceTopics.of(topic).orElse(null);
        if (device == null) {
            LOG.debugf("a message on topic %s is none of a device", Quote.of(message.topic()));
            return CompletableFuture.completedFuture(null);
        }
        var envelope = envelope(tenantId, device.family().wireName(), MeterFrames.contentType(device, topic));
        return message.isTooLong() ? tooLong(envelope)
                : retries.untilDone(
                        () -> frames.take(envelope, device, topic, message.isRetained(), message.payload()));
    }

    private CompletionStage<IntakeAnswer> canonical(Inbound message, Envelope envelope, Adapter adapter) {
        return message.isTooLong() ? tooLong(envelope)
                : retries.untilDone(() -> intake.take(envelope, read(envelope, message.payload(), adapter).items()));
    }

    /** Bytes that would not fit into memory safely are not read; that they came is kept. */
    private CompletionStage<IntakeAnswer> tooLong(Envelope envelope) {
        var batch = Batch.single(new byte[0], Reasons.only(ReasonCode.TOO_LARGE, null,
                "a message of more than " + MqttLink.MESSAGE_BYTES_MAX + " bytes is not read; none of them is kept"));
        return retries.untilDone(() -> intake.take(envelope, batch.items()));
    }

    /** A message nobody can make sense of, be it by our mistake, is kept and does not block the ones behind it. */
    private static Batch read(Envelope envelope, byte[] payload, Adapter adapter) {
        try {
            return adapter.read(envelope, payload);
        } catch (RuntimeException e) {
            LOG.error("a message could not be examined", e);
            return Batch.single(payload,
                    Reasons.only(ReasonCode.MALFORMED, null, "the message could not be examined; see our log"));
        }
    }

    private Envelope envelope(String tenantId, String channel, String contentType) {
        return new Envelope(tenantId, channel, contentType, UUID.randomUUID().toString(), clock.instant());
    }
}
