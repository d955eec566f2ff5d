package io.carbonflow.metering.stream;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.source.SourceFact;
import io.carbonflow.metering.source.SourceFact.ValueSeen;

/** The news of one source, collected over the readings of one message. */
final class FactDraft {

    private static final int VALUES_MAX = 200;
    /** Longer ones are no names for a list, and the book of a source has to fit into a record. */
    private static final int NAME_LENGTH_MAX = 300;

    private final String family;
    private final Registration registration;
    private final Instant receivedAt;
    /** The latest of each by name; the book of a source has room for no more. */
    private final Map<String, ValueSeen> values = new LinkedHashMap<>();
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
        for (Reading.Value value : reading.values()) {
            String name = name(reading.channel(), value.name());
            if (name.length() > NAME_LENGTH_MAX) {
                continue;
            }
            ValueSeen known = values.get(name);
            if (known == null ? values.size() < VALUES_MAX : !at.isBefore(known.at())) {
                values.put(name, new ValueSeen(name, value.amount(), value.unit(), at));
            }
        }
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
                heldChange, null, List.copyOf(values.values()), null);
    }
}
