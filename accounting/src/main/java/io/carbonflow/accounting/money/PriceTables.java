package io.carbonflow.accounting.money;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** These tables with another's figures added and, where both have one, taken; the higher version stands. */
    public PriceTables overriddenBy(PriceTables other) {
        var rates = new HashMap<>(perUsd);
        rates.putAll(other.perUsd);
        var levels = new HashMap<>(priceLevel);
        levels.putAll(other.priceLevel);
        return new PriceTables(Math.max(version, other.version), rates, levels);
    }

    /** The rate of a currency in a year, else in the nearest year. */
    Optional<NearestYear<Rate>> rate(String currency, int year) {
        return NearestYear.of(year, candidate -> perUsd.get(new CurrencyYear(currency, candidate)));
    }

    /** The price level of a year, else of the nearest. */
    Optional<NearestYear<Rate>> level(int year) {
        return NearestYear.of(year, priceLevel::get);
    }

    /** What there is of a currency, for a person: its years, else the currencies there are. */
    String ratesInWords(String currency) {
        var years = perUsd.keySet().stream().filter(key -> key.currency().equals(currency)).map(CurrencyYear::year);
        String known = sorted(years);
        return known.isEmpty()
                ? "none of it, but of " + sorted(perUsd.keySet().stream().map(CurrencyYear::currency).distinct())
                : known;
    }

    /** The years there are price levels of, for a person. */
    String levelsInWords() {
        return sorted(priceLevel.keySet().stream());
    }

    private static String sorted(Stream<?> values) {
        return values.map(String::valueOf).sorted().collect(Collectors.joining(", "));
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
