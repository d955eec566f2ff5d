package io.carbonflow.ledger.intake;

import static io.carbonflow.contracts.Topics.CALCULATED_EMISSIONS;
import static io.carbonflow.contracts.Topics.DEAD_CALCULATION;
import static io.carbonflow.contracts.Topics.DEAD_INTAKE;
import static io.carbonflow.contracts.Topics.RAW_CONTEXT;
import static io.carbonflow.contracts.Topics.RAW_METER;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.carbonflow.contracts.Topics;

/** The ledger's groups of consumers. */
public enum ConsumerGroup {
    /** Books what the calculator worked out. */
    BOOKINGS(List.of(CALCULATED_EMISSIONS)),
    /** Keeps what was refused before it came here. */
    REFUSALS(List.of(DEAD_INTAKE, DEAD_CALCULATION)),
    /** Counts what was received, by the records' headers. */
    RECEIPTS(Stream.concat(Topics.RAW_ACTIVITIES.stream(), Stream.of(RAW_CONTEXT, RAW_METER)).toList());

    private final List<String> topics;

    ConsumerGroup(List<String> topics) {
        this.topics = topics;
    }

    public List<String> topics() {
        return topics;
    }

    /** The group's name in the broker. */
    public String id(String prefix) {
        return prefix + "-" + name().toLowerCase(Locale.ROOT);
    }
}
