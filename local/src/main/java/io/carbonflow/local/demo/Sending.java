package io.carbonflow.local.demo;

import java.time.Duration;
import java.util.List;

/**
 * One publish or request.
 *
 * @param offset when, from the start of the run
 * @param door how it travels
 * @param address MQTT topic or HTTP path
 * @param source what it comes from; sendings of one source keep their order
 * @param events the new events in it
 * @param repeats events in it that were sent before
 * @param refused items in it that must be refused
 * @param context items in it that carry no activity
 */
record Sending(Duration offset, Door door, String address, String source, String body, List<PlannedEvent> events,
        int repeats, int refused, int context) {

    /** How it travels. */
    enum Door {
        MQTT(""), JSON("application/json"), NDJSON("application/x-ndjson");

        private final String contentType;

        Door(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    static Sending of(Door door, String address, String source, String body, List<PlannedEvent> events) {
        return new Sending(Duration.ZERO, door, address, source, body, events, 0, 0, 0);
    }

    static Sending refused(Door door, String address, String body) {
        return new Sending(Duration.ZERO, door, address, "refused", body, List.of(), 0, 1, 0);
    }

    /** The same bytes once more. */
    Sending repeated() {
        return new Sending(offset, door, address, source, body, List.of(), events.size(), refused, context);
    }

    Sending asContext() {
        return new Sending(offset, door, address, source, body, List.of(), 0, 0, 1);
    }

    Sending at(Duration time) {
        return new Sending(time, door, address, source, body, events, repeats, refused, context);
    }
}
