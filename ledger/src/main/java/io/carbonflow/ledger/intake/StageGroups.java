package io.carbonflow.ledger.intake;

import static io.carbonflow.ledger.intake.ConsumerGroup.BOOKINGS;
import static io.carbonflow.ledger.intake.ConsumerGroup.RECEIPTS;
import static io.carbonflow.ledger.intake.ConsumerGroup.REFUSALS;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.LedgerConfig;

/** The names of the groups in which records are read on their way from their receipt to their end. */
@ApplicationScoped
public class StageGroups {

    private final LedgerConfig config;
    private final boolean consumes;

    StageGroups(LedgerConfig config, ConsumptionConfig consumption) {
        this.config = config;
        this.consumes = consumption.consume();
    }

    public String metering() {
        return config.meteringGroup();
    }

    public String calculator() {
        return config.calculatorGroup();
    }

    public String bookings() {
        return own(BOOKINGS);
    }

    public String refusals() {
        return own(REFUSALS);
    }

    public String receipts() {
        return own(RECEIPTS);
    }

    /** A source that delivers in our place reads everything in one group. */
    private String own(ConsumerGroup group) {
        return consumes ? group.id(config.consumerGroup()) : config.consumerGroup();
    }
}
