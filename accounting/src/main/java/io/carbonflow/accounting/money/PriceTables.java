package io.carbonflow.accounting.money;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    /** Nothing is known: only money that needs no conversion can be calculated. */
    public static final PriceTables NONE = new PriceTables(0, Map.of(), Map.of());

    /** These tables with another's figures added and, where both have one, taken; its version stands. */
    public PriceTables overriddenBy(PriceTables other) {
        var rates = new HashMap<>(perUsd);
        rates.putAll(other.perUsd);
        var levels = new HashMap<>(priceLevel);
        levels.putAll(other.priceLevel);
        return new PriceTables(other.version, rates, levels);
    }

    /** The rates of one currency by year. */
    Map<Integer, Rate> ratesOf(String currency) {
        var byYear = new TreeMap<Integer, Rate>();
        perUsd.forEach((key, rate) -> {
            if (key.currency().equals(currency)) {
                byYear.put(key.year(), rate);
            }
        });
        return byYear;
    }

    /** What there is of a currency, for a person: its years, else the currencies there are. */
    String ratesInWords(String currency) {
        Map<Integer, Rate> years = ratesOf(currency);
        return years.isEmpty()
                ? "no year of it, but of " + perUsd.keySet()
                    .stream()
                    .map(CurrencyYear::currency)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "))
                : yearsInWords(years.keySet());
    }

    static String yearsInWords(Collection<Integer> years) {
        return years.isEmpty()
                ? "none"
                : years.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
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
            if (value.signum() <= 0) {
                throw new IllegalArgumentException(
                        "value is %s, allowed is above zero".formatted(value.toPlainString()));
            }
            requireNonNull(source, "source is null");
        }
    }
}
