package io.carbonflow.rules;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.money.PriceTables.CurrencyYear;
import io.carbonflow.accounting.money.PriceTables.Rate;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;

/** Reads exchange rates and price levels. A company's own stand over the shipped ones of the same currency and year. */
final class PricesReader implements DocumentReader<PriceTables> {

    private static final int YEAR_MIN = 1950;
    private static final int YEAR_MAX = 2100;
    private static final BigDecimal VALUE_MAX = new BigDecimal("1000000000000");

    @Override
    public PriceTables read(RuleDocument document, Fields fields) {
        return new PriceTables(document.version(), rates(fields), levels(fields));
    }

    private static Map<CurrencyYear, Rate> rates(Fields fields) {
        var rates = new HashMap<CurrencyYear, Rate>();
        for (Fields entry : fields.objects("rates")) {
            Optional<String> currency = currency(entry);
            OptionalInt year = year(entry);
            Optional<Rate> rate = rate(entry, "per_usd");
            if (currency.isPresent() && year.isPresent() && rate.isPresent()
                    && rates.putIfAbsent(new CurrencyYear(currency.get(), year.getAsInt()), rate.get()) != null) {
                entry.fault("year", "%s %d again".formatted(currency.get(), year.getAsInt()),
                        "each currency and year once");
            }
        }
        return rates;
    }

    private static Map<Integer, Rate> levels(Fields fields) {
        var levels = new HashMap<Integer, Rate>();
        for (Fields entry : fields.objects("price_levels")) {
            OptionalInt year = year(entry);
            Optional<Rate> level = rate(entry, "value");
            if (year.isPresent() && level.isPresent()
                    && levels.putIfAbsent(year.getAsInt(), level.get()) != null) {
                entry.fault("year", year.getAsInt() + " again", "each year once");
            }
        }
        return levels;
    }

    private static Optional<String> currency(Fields entry) {
        String code = entry.text("currency");
        boolean known = Unit.find(code).filter(unit -> unit.dimension() == Dimension.MONEY).isPresent();
        if (!code.isEmpty() && (!known || code.equals(Unit.US_DOLLAR.code()))) {
            entry.fault("currency", "'" + code + "'", "an ISO 4217 code other than USD");
            return Optional.empty();
        }
        return code.isEmpty() ? Optional.empty() : Unit.find(code).map(Unit::code);
    }

    private static OptionalInt year(Fields entry) {
        if (!entry.has("year")) {
            entry.fault("year", "nothing", "a year from %d to %d".formatted(YEAR_MIN, YEAR_MAX));
        }
        return entry.integer("year", YEAR_MIN, YEAR_MAX);
    }

    private static Optional<Rate> rate(Fields entry, String name) {
        String source = entry.text("source");
        if (!entry.has(name)) {
            entry.fault(name, "nothing", "a number above zero");
        }
        Optional<BigDecimal> value = entry.number(name);
        if (value.isPresent() && (value.get().signum() <= 0 || value.get().compareTo(VALUE_MAX) > 0)) {
            entry.fault(name, value.get().toPlainString(), "above zero and at most " + VALUE_MAX.toPlainString());
            return Optional.empty();
        }
        return value.map(known -> new Rate(known, source));
    }
}
