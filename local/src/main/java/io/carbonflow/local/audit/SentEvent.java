package io.carbonflow.local.audit;

import java.math.BigDecimal;

/**
 * What a sender knows of an event that was acknowledged.
 *
 * @param quantity as sent
 * @param unit     of the quantity
 */
public record SentEvent(String id, BigDecimal quantity, String unit) {}
