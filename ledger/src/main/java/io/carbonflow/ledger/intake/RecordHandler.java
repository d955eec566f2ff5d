package io.carbonflow.ledger.intake;

import java.util.List;

import io.carbonflow.platform.wire.RegistryUnavailableException;

/** What is done with the records of one partition. */
@FunctionalInterface
public interface RecordHandler {

    /**
     * Returns when every record is durably accounted for; the records are acknowledged after that and never before.
     * Records that were handled already may come again.
     *
     * @param records of one partition, in order, at least one
     * @throws RegistryUnavailableException an outage; the records come again
     */
    void handle(List<ReceivedRecord> records) throws RegistryUnavailableException;
}
