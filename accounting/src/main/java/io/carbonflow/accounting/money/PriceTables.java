package io.carbonflow.accounting.money;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Yearly exchange rates and price levels, each with where it was published.
 *
 * @param version counts up with every change; 0 for what ships
 * @param perUsd units of a currency for one US dollar, average of the year; by currency and year
 * @param priceLevel the price level of the US dollar; by year, on any base that is one for all
 */
public record PriceTables(int version, Map<CurrencyYear, Rate> perUsd, Map<Integer, Rate> priceLevel) {

    public PriceTables {
        perUsd = Map.copyOf(perUsd);
        priceLevel = Map.copyOf(priceLevel);
    }

    /** A currency in a year. */
    public record CurrencyYear(String currency, int year) {}

    /**
     * A published figure.
     *
     * @param value above zero
     * @param source publisher, publication and place
     */
    public record Rate(BigDecimal value, String source) {

        public Rate {
            requireNonNull(value, "value is null");
            requireNonNull(source, "source is null");
        }
    }
}
