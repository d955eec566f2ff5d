package io.carbonflow.gateway.deadletter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.carbonflow.gateway.intake.Adapter;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.MeterFrames;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.platform.problem.ProblemException;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

/** Takes a refused item in again, by the way it came. It counts as received once more. */
@ApplicationScoped
public class Resubmission {

    private final Door door;
    private final MeterFrames frames;
    private final Map<String, Adapter> adapters;

    Resubmission(Door door, @All List<WayIn> ways, MeterFrames frames) {
        this.door = door;
        this.frames = frames;
        adapters = ways.stream().collect(Collectors.toUnmodifiableMap(WayIn::channel, way -> way));
    }

    /** @param corrected in place of the bytes as received; empty to send those again */
    Uni<Response> take(StoredPayload letter, byte[] corrected) {
        byte[] bytes = corrected.length == 0 ? letter.bytes() : corrected;
        if (MeterFrames.isFamily(letter.channel())) {
            return takeFrame(letter, bytes);
        }
        Adapter adapter = adapters.get(letter.channel());
        if (adapter == null) {
            throw ProblemException.conflict(
                    "an item of channel " + letter.channel() + " cannot be resubmitted; send it by its own way again");
        }
        return door.take(letter.channel(), letter.contentType(), bytes, adapter);
    }

    /** A frame goes to the metering stage again, by the topic it came by. */
    private Uni<Response> takeFrame(StoredPayload letter, byte[] bytes) {
        if (MeterFrames.topicOf(letter.contentType()).isEmpty()) {
            throw ProblemException.conflict("the topic of this message is not known; let the device send it again");
        }
        return door.answer(false, frames.takeAgain(door.envelope(letter.channel(), letter.contentType()), bytes));
    }
}
