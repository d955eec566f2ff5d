package io.carbonflow.query.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A sum as the database returns it: one combination of the words asked for and a data quality.
 *
 * @param group        word to value; a value is null where the entries have none
 * @param dataQuality  measured, supplier_given, calculated or imputed
 * @param kgCo2e       six decimals
 * @param provisional  what of it better figures are expected to replace
 * @param scored       what of it has a quality score
 * @param entries      how many entries it sums
 * @param method       the method all of them share, or {@value Inventory#MIXED}
 * @param gwpSet       the set all of them were booked in, or {@value Inventory#MIXED}
 * @param lastOccurred the newest activity
 * @param lastBooked   the newest booking
 */
record Slice(Map<String, Object> group, String dataQuality, BigDecimal kgCo2e, BigDecimal provisional, Scored scored,
        long entries,
        String method, String gwpSet, Instant lastOccurred, Instant lastBooked) {}
