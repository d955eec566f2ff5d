package io.carbonflow.metering.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.source.SourceFact;
import io.carbonflow.metering.source.SourceFact.ValueSeen;

/** The news of one source, collected over the readings of one message. */
final class FactDraft {

    private final String family;
    private final Registration registration;
    private final Instant receivedAt;
    private final List<ValueSeen> values = new ArrayList<>();
    private Instant readingAt;
    private long good;
    private long gaps;
    private long imputed;
    private long heldChange;

    FactDraft(String family, Registration registration, Instant receivedAt) {
        this.family = family;
        this.registration = registration;
        this.receivedAt = receivedAt;
    }

    void read(Instant at) {
        readingAt = readingAt == null || at.isAfter(readingAt) ? at : readingAt;
    }

    void values(Reading reading, Instant at) {
        reading.values()
            .forEach(value -> values.add(new ValueSeen(name(reading.channel(), value.name()), value.amount(),
                    value.unit(), at)));
    }

    /** With its channel before it, unless the channel is named after the value or a longer name of it. */
    private static String name(String channel, String value) {
        return channel == null ? value
                : channel.equals(value) || channel.endsWith("/" + value) ? channel : channel + '.' + value;
    }

    void good() {
        good = 1; // one message is one item, however many meters it speaks of
    }

    void gap() {
        gaps++;
    }

    void imputed() {
        imputed++;
    }

    void held(long change) {
        heldChange += change;
    }

    SourceFact fact() {
        Integer cadence = registration == null ? null : registration.device().getCadenceSeconds();
        return new SourceFact(family, registration != null, cadence, readingAt, receivedAt, good, 0, gaps, 0, imputed,
                heldChange, null, values);
    }
}
