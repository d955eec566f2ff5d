package io.carbonflow.query.inventory;

import java.math.BigDecimal;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How much of a total rests on data of one quality.
 *
 * @param dataQuality measured, supplier_given, calculated or imputed
 * @param totalKgCo2e kg CO2e, six decimals
 * @param entries     how many entries
 * @param share       of the total, six decimals; null where the total is zero
 */
@RegisterForReflection
public record Coverage(String dataQuality, BigDecimal totalKgCo2e, long entries, BigDecimal share) {}
