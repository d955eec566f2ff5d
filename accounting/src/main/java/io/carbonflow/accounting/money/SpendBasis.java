package io.carbonflow.accounting.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Brings spend to the currency and prices of its factor.
 *
 * <p>
 * First into US dollars at the average rate of the year the prices are of, then to the price level of the factor's year,
 * then, where the factor is in another currency, out of dollars at the average rate of the factor's year. The order
 * matters: the price level is the dollar's, and an exchange rate of the year of the purchase already holds the
 * difference between the two inflations up to then. Nothing is rounded but quotients that do not terminate.
 */
public final class SpendBasis {

    private static final String DOLLAR = Unit.US_DOLLAR.code();

    private SpendBasis() {}

    /**
     * The money in the factor's currency and prices.
     *
     * @param amount an amount of money
     * @param priceYear the year the amount's prices are of
     * @param factorCurrency the currency the factor is per
     * @param factorPriceYear the year the factor's prices are of
     * @param tables rates and price levels
     */
    public static SpendReading of(Quantity amount, int priceYear, Unit factorCurrency, int factorPriceYear,
            PriceTables tables) {
        if (priceYear == factorPriceYear && amount.unit() == factorCurrency) {
            return new SpendReading.Converted(Optional.empty(), List.of());
        }
        return new Conversion(tables).convert(amount, priceYear, factorCurrency, factorPriceYear);
    }

    /** One conversion: the formula as it grows, with its inputs. */
    private static final class Conversion {

        private final PriceTables tables;
        private final TreeMap<String, BasisInput> inputs = new TreeMap<>();
        private final List<Notice> notices = new ArrayList<>();
        private final StringBuilder formula = new StringBuilder("amount");
        private final List<String> missing = new ArrayList<>();

        Conversion(PriceTables tables) {
            this.tables = tables;
        }

        SpendReading convert(Quantity amount, int priceYear, Unit factorCurrency, int factorPriceYear) {
            String from = amount.unit().code();
            String to = factorCurrency.code();
            inputs.put("amount", new BasisInput(amount.amount(), from, "quantity"));
            if (!from.equals(DOLLAR)) {
                rate("exchange_rate", " / ", from, priceYear);
            }
            if (priceYear != factorPriceYear) {
                level("price_level", " * ", factorPriceYear);
                level("price_level_then", " / ", priceYear);
                notices.add(new Notice(NoticeCode.PRICES_DEFLATED, "prices of %d are brought to those of %d"
                    .formatted(priceYear, factorPriceYear)));
            }
            if (!to.equals(DOLLAR)) {
                rate("factor_exchange_rate", " * ", to, factorPriceYear);
            }
            if (!from.equals(to)) {
                notices.add(new Notice(NoticeCode.CURRENCY_CONVERTED, "%s is converted into %s".formatted(from, to)));
            }
            if (!missing.isEmpty()) {
                return new SpendReading.Refused(String.join("; ", missing));
            }
            var basis = new Basis(Formula.parse(formula.toString()), inputs, factorCurrency);
            return new SpendReading.Converted(Optional.of(basis), notices);
        }

        private void rate(String name, String operator, String currency, int year) {
            tables.rate(currency, year).ifPresentOrElse(found -> {
                if (found.year() != year) {
                    notices.add(new Notice(NoticeCode.EXCHANGE_RATE_OF_OTHER_YEAR,
                            "the exchange rate of %s is of %d, the prices are of %d".formatted(currency, found.year(),
                                    year)));
                }
                add(name, operator, found.figure(), currency + "/" + DOLLAR);
            }, () -> missing.add("there is no exchange rate of %s for %d nor within %d years of it; there are: %s"
                .formatted(currency, year, NearestYear.YEARS_APART_MAX, tables.ratesInWords(currency))));
        }

        private void level(String name, String operator, int year) {
            tables.level(year).ifPresentOrElse(found -> {
                if (found.year() != year) {
                    notices.add(new Notice(NoticeCode.PRICE_LEVEL_OF_OTHER_YEAR,
                            "the price level is of %d, the prices are of %d".formatted(found.year(), year)));
                }
                add(name, operator, found.figure(), "");
            }, () -> missing
                .add("there is no price level for %d nor within %d years of it; there are: %s".formatted(year,
                        NearestYear.YEARS_APART_MAX, tables.levelsInWords())));
        }

        private void add(String name, String operator, PriceTables.Rate figure, String unit) {
            formula.append(operator).append(name);
            inputs.put(name, new BasisInput(figure.value(), unit, figure.source()));
        }
    }
}
