package io.carbonflow.query.live;

import java.math.BigDecimal;

import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.query.entries.EntrySummary;

/** Turns the record on the wire into what the pages show. */
final class BookedEntries {

    private BookedEntries() {}

    static EntrySummary summary(BookedEntry entry) {
        return new EntrySummary(entry.getId(), entry.getEventId(), entry.getEntryType(), entry.getScope(),
                entry.getCategory(), entry.getKgCo2e(), entry.getGwpSet(), entry.getMethod(), entry.getDataQuality(),
                entry.getActivity(), new BigDecimal(entry.getQuantity()), entry.getUnit(), entry.getSourceId(),
                entry.getFacilityId(), entry.getSupplierId(), entry.getCountry(), entry.getOccurredAt(),
                entry.getReceivedAt(), entry.getBookedAt(), entry.getBlock(), entry.getLeafHash(),
                entry.getPart(), null, null, null, null, null, null, null);
    }
}
