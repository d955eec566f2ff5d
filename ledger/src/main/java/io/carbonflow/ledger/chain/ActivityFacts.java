package io.carbonflow.ledger.chain;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What happened, as every entry of the event repeats it. Times are whole microseconds.
 *
 * @param quantity      in {@code unit} as received; trailing zeros are dropped, so that equal amounts are equal bytes
 * @param payloadSha256 of the item exactly as received
 * @param activitySha256 of the event's canonical content, hexadecimal; null where it was not passed on
 */
public record ActivityFacts(String tenantId, String eventId, String correlationId, String kind, String activity,
        BigDecimal quantity, String unit, String sourceId, String facilityId, String supplierId, String productId,
        String country, String subdivision, String dataQuality, String channel, Instant occurredAt,
        Instant periodStart, Instant periodEnd, Instant receivedAt, Instant calculatedAt, byte[] payloadSha256,
        String activitySha256) {

    public ActivityFacts {
        quantity = quantity.signum() == 0 ? BigDecimal.ZERO : quantity.stripTrailingZeros();
    }

    /** The same for a share of it that was given to another facility or product; null leaves the event's own. */
    public ActivityFacts sharedBy(String facility, String product) {
        return facility == null && product == null ? this
                : new ActivityFacts(tenantId, eventId, correlationId, kind, activity, quantity, unit, sourceId,
                        facility == null ? facilityId : facility, supplierId, product == null ? productId : product,
                        country, subdivision, dataQuality, channel, occurredAt, periodStart, periodEnd, receivedAt,
                        calculatedAt, payloadSha256, activitySha256);
    }

    /** The same of the whole event, worked out once more; how much it was may depend on how it is worked out. */
    public ActivityFacts recalculated(BigDecimal amount, String inUnit, String facility, String product, Instant at) {
        return new ActivityFacts(tenantId, eventId, correlationId, kind, activity, amount, inUnit, sourceId, facility,
                supplierId, product, country, subdivision, dataQuality, channel, occurredAt, periodStart, periodEnd,
                receivedAt, at, payloadSha256, activitySha256);
    }

    /** The same amount taken back: what, where and when stay, the delivery is the one that is the cause. */
    public ActivityFacts negatedBecauseOf(ActivityFacts cause) {
        return new ActivityFacts(tenantId, eventId, cause.correlationId, kind, activity, quantity.negate(), unit,
                sourceId, facilityId, supplierId, productId, country, subdivision, dataQuality, cause.channel,
                occurredAt, periodStart, periodEnd, cause.receivedAt, cause.calculatedAt, cause.payloadSha256,
                activitySha256);
    }
}
