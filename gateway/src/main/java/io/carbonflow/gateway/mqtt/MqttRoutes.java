package io.carbonflow.gateway.mqtt;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

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
import io.carbonflow.gateway.intake.Retries;
import io.carbonflow.gateway.meter.TasmotaIntake;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/** Which topic is read how. The tenant is the one in the topic, which the broker lets only that tenant write to. */
@ApplicationScoped
public class MqttRoutes {

    static final String REFUSED_PREFIX = "carbonflow-refused";
    /** Everything the gateway subscribes to. */
    static final Map<String, Integer> FILTERS = Map.of("carbonflow/+/readings", 1, "carbonflow/+/activities", 1,
            "+/tele/+/SENSOR", 1, REFUSED_PREFIX + "/+/+", 1);

    private static final Logger LOG = Logger.getLogger(MqttRoutes.class);
    private static final String JSON = "application/json";

    private final JsonBatches json;
    private final TasmotaIntake tasmota;
    private final RefusedPublish refused;
    private final Intake intake;
    private final Retries retries;
    private final Clock clock;

    MqttRoutes(JsonBatches json, TasmotaIntake tasmota, RefusedPublish refused, Intake intake, Retries retries,
            Clock clock) {
        this.json = json;
        this.tasmota = tasmota;
        this.refused = refused;
        this.intake = intake;
        this.retries = retries;
        this.clock = clock;
    }

    /** Completes when the broker of our records has what the message became. Never fails. */
    CompletionStage<IntakeAnswer> take(String topic, byte[] payload) {
        String[] levels = topic.split("/", -1);
        String tenantId = levels[0].equals("carbonflow") || levels[0].equals(REFUSED_PREFIX) ? levels[1] : levels[0];
        if (!tenantId.matches(RecordKey.TENANT_PATTERN)) {
            LOG.warnf("a message on topic %s belongs to no tenant and cannot be kept", Quote.of(topic));
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }
        if (levels.length == 4 && levels[1].equals("tele")) {
            return tasmota.take(envelope(tenantId, Channel.TASMOTA), levels[2], payload);
        }
        if (levels[0].equals(REFUSED_PREFIX)) {
            return refused.take(envelope(tenantId, Channel.MQTT_REFUSED), payload);
        }
        return levels[2].equals("readings") ? take(envelope(tenantId, Channel.MQTT_READINGS), payload, json::readings)
                : take(envelope(tenantId, Channel.MQTT_ACTIVITIES), payload, json::activities);
    }

    private CompletionStage<IntakeAnswer> take(Envelope envelope, byte[] payload, Adapter adapter) {
        return retries.untilDone(() -> intake.take(envelope, read(envelope, payload, adapter).items()));
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

    private Envelope envelope(String tenantId, String channel) {
        return new Envelope(tenantId, channel, JSON, UUID.randomUUID().toString(), clock.instant());
    }
}
