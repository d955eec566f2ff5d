package io.carbonflow.gateway.deadletter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.carbonflow.gateway.intake.Adapter;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.gateway.meter.TasmotaIntake;
import io.carbonflow.platform.problem.ProblemException;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

/** Takes a refused item in again, by the way it came. It counts as received once more. */
@ApplicationScoped
public class Resubmission {

    private static final java.time.Duration TASMOTA_MAX = java.time.Duration.ofSeconds(20);

    private final Door door;
    private final TasmotaIntake tasmota;
    private final IntakeConfig config;
    private final Map<String, Adapter> adapters;

    Resubmission(Door door, @All List<WayIn> ways, TasmotaIntake tasmota, IntakeConfig config) {
        this.door = door;
        this.tasmota = tasmota;
        this.config = config;
        adapters = ways.stream().collect(Collectors.toUnmodifiableMap(WayIn::channel, way -> way));
    }

    /** @param corrected in place of the bytes as received; empty to send those again */
    Uni<Response> take(StoredPayload letter, byte[] corrected) {
        byte[] bytes = corrected.length == 0 ? letter.bytes() : corrected;
        if (letter.channel().equals(Channel.TASMOTA)) {
            return takeTasmota(letter, bytes);
        }
        Adapter adapter = adapters.get(letter.channel());
        if (adapter == null) {
            throw ProblemException.conflict(
                    "an item of channel " + letter.channel() + " cannot be resubmitted; send it by its own way again");
        }
        return door.take(letter.channel(), letter.contentType(), bytes, adapter);
    }

    private Uni<Response> takeTasmota(StoredPayload letter, byte[] bytes) {
        if (!tasmota.isReady()) {
            throw unavailable();
        }
        var taken = tasmota.take(door.envelope(Channel.TASMOTA, letter.contentType()), letter.source(), bytes);
        return door.answer(false, taken).ifNoItem().after(TASMOTA_MAX).failWith(this::unavailable);
    }

    private ProblemException unavailable() {
        return ProblemException.unavailable("the message broker does not answer; try again", config.retryAfter());
    }
}
