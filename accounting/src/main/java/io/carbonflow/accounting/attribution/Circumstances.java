package io.carbonflow.accounting.attribution;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.activity.ActivityFamily;

/**
 * What attribution looks at.
 *
 * @param family what the activity is by nature
 * @param bySupplier whether the event names a supplier
 * @param direction inbound, outbound or internal; null where not stated
 * @param paidBy us, supplier or customer; null where not stated
 * @param ownFleet whether the vehicle is the reporting company's own
 * @param capital whether the purchase is a capital good
 * @param lifecycleStage the stage of a sold product, or the relation to the place; null for the ordinary case
 */
public record Circumstances(ActivityFamily family, boolean bySupplier, String direction, String paidBy,
        boolean ownFleet, boolean capital, String lifecycleStage) {

    public Circumstances {
        requireNonNull(family, "family is null");
    }
}
