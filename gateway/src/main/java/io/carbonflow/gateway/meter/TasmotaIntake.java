package io.carbonflow.gateway.meter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.Retries;
import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;

/**
 * Energy as the difference of two stands of a Tasmota counter. The readings of one device are taken strictly one after
 * the other, each until the broker has first its record and then the new stand: whatever is repeated after a crash in
 * between gives the same id and the same content again.
 */
@ApplicationScoped
public class TasmotaIntake {

    private static final Logger LOG = Logger.getLogger(TasmotaIntake.class);

    private final Intake intake;
    private final Counters counters;
    private final MasterData masterData;
    private final ContractConfig contract;
    private final IntakeConfig config;
    private final Retries retries;
    private final Map<RecordKey, CompletableFuture<?>> lastOfDevice = new ConcurrentHashMap<>();

    TasmotaIntake(Intake intake, Counters counters, MasterData masterData, ContractConfig contract, IntakeConfig config,
            Retries retries) {
        this.intake = intake;
        this.counters = counters;
        this.masterData = masterData;
        this.contract = contract;
        this.config = config;
        this.retries = retries;
    }

    /** Whether a reading can be understood already: the registered devices and the earlier stands are read. */
    public boolean isReady() {
        return masterData.isKnown() && counters.isKnown();
    }

    /** Completes when the reading and the stand it leaves behind are with the broker. */
    public CompletionStage<IntakeAnswer> take(Envelope envelope, String deviceId, byte[] body) {
        var meter = new RecordKey(envelope.tenantId(), deviceId);
        var done = new CompletableFuture<IntakeAnswer>();
        CompletableFuture<?> before = lastOfDevice.put(meter, done);
        CompletionStage<?> ready = before == null ? CompletableFuture.completedFuture(null) : before;
        ready.thenCompose(ignored -> registered(meter))
            .thenCompose(ignored -> takeNext(envelope, meter, body))
            .whenComplete((answer, failure) -> {
                lastOfDevice.remove(meter, done);
                if (failure == null) {
                    done.complete(answer);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        return done;
    }

    /** A device that seems unknown may have been registered a moment ago: its reading waits for that news. */
    private CompletionStage<Void> registered(RecordKey meter) {
        return masterData.device(meter.tenantId(), meter.sourceId()).isPresent()
                ? CompletableFuture.completedFuture(null)
                : masterData.devicesCaughtUp();
    }

    private CompletionStage<IntakeAnswer> takeNext(Envelope envelope, RecordKey meter, byte[] body) {
        Reading reading = examined(envelope, meter, body);
        var item = List.of(new Examined(0, body, reading.verdict));
        return retries.untilDone(() -> intake.take(envelope, item))
            .thenCompose(answer -> reading.next == null ? CompletableFuture.completedFuture(answer)
                    : retries.untilDone(() -> counters.keep(meter, reading.next, envelope)).thenApply(kept -> answer));
    }

    /** @param next the stand to keep; null where it stays as it is */
    private record Reading(Verdict verdict, Counter next) {}

    /** A message nobody can make sense of, be it by our mistake, is kept and does not block the ones behind it. */
    private Reading examined(Envelope envelope, RecordKey meter, byte[] body) {
        try {
            return examine(envelope, meter, body);
        } catch (RuntimeException e) {
            LOG.error("a Tasmota message could not be examined", e);
            return refused(meter, ReasonCode.MALFORMED, null, "the message could not be examined; see our log");
        }
    }

    private Reading examine(Envelope envelope, RecordKey meter, byte[] body) {
        JsonItem item = JsonItems.ofDocument(body).items().get(0);
        if (body.length > config.itemBytesMax()) {
            return refused(meter, ReasonCode.TOO_LARGE, null,
                    "a message has at most " + config.itemBytesMax() + " bytes, found " + body.length);
        }
        if (item.json() == null || !item.json().isObject()) {
            return refused(meter, ReasonCode.MALFORMED, null,
                    item.json() == null ? item.unreadable() : "a Tasmota message is a JSON object");
        }
        DeviceRegistration device = masterData.device(meter.tenantId(), meter.sourceId()).orElse(null);
        if (device == null) {
            return refused(meter, ReasonCode.SOURCE_UNKNOWN, null, "the device " + Quote.of(meter.sourceId())
                    + " is not registered; PUT /v1/devices/{id} of the query service, then resubmit");
        }
        return read(envelope, meter, device, item.json());
    }

    private Reading read(Envelope envelope, RecordKey meter, DeviceRegistration device, JsonNode json) {
        var reasons = new Reasons();
        var message = new TasmotaMessage(json, reasons);
        if (!message.hasEnergy()) {
            String id = "tasmota:" + meter.sourceId() + ":" + envelope.receivedAt();
            return new Reading(new Verdict.Context(id, meter.sourceId(), "no_energy"), null);
        }
        Instant time = message.time(device, Times.at(envelope.receivedAt(), contract));
        BigDecimal total = message.totalKwh();
        String id = time == null ? null : "tasmota:" + meter.sourceId() + ":" + time;
        if (!reasons.isEmpty()) {
            return new Reading(reasons.refusal(id, meter.sourceId()), null);
        }
        var before = counters.of(meter);
        var step = Counter.step(before, new Counter(total, time));
        Verdict verdict = step.isConsumption()
                ? new Verdict.Accepted(activity(id, meter, device, before.orElseThrow(), step.next()))
                : new Verdict.Context(id, meter.sourceId(), step.contextReason());
        return new Reading(verdict, before.isPresent() && before.get().equals(step.next()) ? null : step.next());
    }

    private static RawActivity activity(String id, RecordKey meter, DeviceRegistration device, Counter before,
            Counter now) {
        var activity = new RawActivity();
        activity.setEventId(id);
        activity.setSourceId(meter.sourceId());
        activity.setKind(ActivityKind.ENERGY);
        activity.setActivity("electricity.grid");
        activity.setQuantity(now.consumedSince(before).toPlainString());
        activity.setUnit("kWh");
        activity.setOccurredAt(now.at());
        activity.setPeriodStart(before.at());
        activity.setPeriodEnd(now.at());
        activity.setFacilityId(device.getFacilityId());
        activity.setSupplierId(device.getSupplierId());
        activity.setCountry(device.getCountry());
        activity.setSubdivision(device.getSubdivision());
        activity.setDataQuality("measured");
        activity.setAttributes(Map.of());
        activity.setBody(new EnergyBody(null, null, before.totalKwh().toPlainString(), now.totalKwh().toPlainString()));
        return activity;
    }

    private static Reading refused(RecordKey meter, ReasonCode code, String field, String detail) {
        return new Reading(Reasons.only(null, meter.sourceId(), code, field, detail), null);
    }
}
