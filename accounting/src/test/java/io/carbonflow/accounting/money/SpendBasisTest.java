package io.carbonflow.accounting.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.money.PriceTables.CurrencyYear;
import io.carbonflow.accounting.money.PriceTables.Rate;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

class SpendBasisTest {

    private static final Unit DOLLAR = Unit.US_DOLLAR;
    private static final PriceTables TABLES = new PriceTables(0,
            Map.of(new CurrencyYear("EUR", 2024), rate("0.8"), new CurrencyYear("EUR", 2022), rate("0.9"),
                    new CurrencyYear("JPY", 2022), rate("130")),
            Map.of(2022, rate("100"), 2023, rate("104"), 2024, rate("110")));

    @Test
    void leavesMoneyThatStandsInTheFactorsPricesAlone() {
        var converted = converted("1000", "USD", 2022, DOLLAR, 2022, PriceTables.NONE);

        assertThat(converted.basis()).isEmpty();
        assertThat(converted.notices()).isEmpty();
    }

    @Test
    void convertsInTheYearOfThePricesAndDeflatesTheDollars() {
        // When: 880 EUR of 2024 are 1,100 USD of 2024, and 1,000 USD of 2022
        var converted = converted("880", "EUR", 2024, DOLLAR, 2022, TABLES);

        // Then
        var basis = converted.basis().orElseThrow();
        assertThat(basis.quantity().amount()).isEqualByComparingTo("1000");
        assertThat(basis.quantity().unit()).isSameAs(DOLLAR);
        assertThat(basis.formula().text()).isEqualTo("amount / exchange_rate * price_level / price_level_then");
        assertThat(basis.inputs().get("exchange_rate").unit()).isEqualTo("EUR/USD");
        assertThat(basis.inputs().get("exchange_rate").source()).isEqualTo("a test");
        assertThat(converted.notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.PRICES_DEFLATED, NoticeCode.CURRENCY_CONVERTED);
    }

    @Test
    void deflatesDollarsWithoutARate() {
        assertThat(amount("110", "USD", 2024, DOLLAR, 2022)).isEqualByComparingTo("100");
        assertThat(amount("100", "USD", 2022, DOLLAR, 2024)).isEqualByComparingTo("110");
    }

    @Test
    void goesByWayOfTheDollarBetweenTwoOtherCurrencies() {
        // When: 13,000 JPY of 2022 are 100 USD, and 90 EUR
        assertThat(amount("13000", "JPY", 2022, Unit.of("EUR"), 2022)).isEqualByComparingTo("90");
    }

    @Test
    void bringsAnotherCurrencyToOtherPricesThroughTheDollarToo() {
        // When: 880 EUR of 2024, 1,100 USD of 2024, 1,000 USD of 2022, 900 EUR of 2022
        assertThat(amount("880", "EUR", 2024, Unit.of("EUR"), 2022)).isEqualByComparingTo("900");
    }

    @Test
    void takesTheNearestYearAndSaysSo() {
        // When: there is no rate of 2025 and no price level of 2025
        var converted = converted("80", "EUR", 2025, DOLLAR, 2022, TABLES);

        // Then
        assertThat(converted.notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.EXCHANGE_RATE_OF_OTHER_YEAR, NoticeCode.PRICE_LEVEL_OF_OTHER_YEAR,
                    NoticeCode.PRICES_DEFLATED, NoticeCode.CURRENCY_CONVERTED);
    }

    @Test
    void prefersTheEarlierOfTwoYearsAsNear() {
        var converted = converted("90", "EUR", 2023, DOLLAR, 2023, TABLES);

        assertThat(converted.basis().orElseThrow().quantity().amount()).isEqualByComparingTo("100");
    }

    @Test
    void refusesWhatItCannotConvertAndSaysWhatThereIs() {
        assertThat(refusal("1", "SEK", 2022, 2022)).contains("SEK", "2022", "none of it, but of EUR, JPY");
        assertThat(refusal("1", "EUR", 2019, 2022)).contains("EUR", "2019", "2022, 2024")
            .contains("price level for 2019", "2022, 2023, 2024");
        assertThat(refusal("1", "USD", 2030, 2022)).contains("price level for 2030");
    }

    @Test
    void givesTheSameForTwoHalvesAsForTheWhole() {
        assertThat(amount("33.33", "EUR", 2024, DOLLAR, 2022).add(amount("66.67", "EUR", 2024, DOLLAR, 2022)))
            .isCloseTo(amount("100", "EUR", 2024, DOLLAR, 2022),
                    org.assertj.core.api.Assertions.within(new BigDecimal("1e-28")));
    }

    @Test
    void letsACompanysFiguresStandOverTheShippedOnes() {
        var own = new PriceTables(3, Map.of(new CurrencyYear("EUR", 2024), rate("0.5")), Map.of(2025, rate("115")));

        var both = TABLES.overriddenBy(own);

        assertThat(both.version()).isEqualTo(3);
        assertThat(both.perUsd().get(new CurrencyYear("EUR", 2024)).value()).isEqualByComparingTo("0.5");
        assertThat(both.perUsd().get(new CurrencyYear("EUR", 2022)).value()).isEqualByComparingTo("0.9");
        assertThat(both.priceLevel()).containsKeys(2022, 2025);
    }

    private static Rate rate(String value) {
        return new Rate(new BigDecimal(value), "a test");
    }

    private static BigDecimal amount(String amount, String currency, int year, Unit factorCurrency, int factorYear) {
        return converted(amount, currency, year, factorCurrency, factorYear, TABLES).basis()
            .orElseThrow()
            .quantity()
            .amount();
    }

    private static SpendReading.Converted converted(String amount, String currency, int year, Unit factorCurrency,
            int factorYear, PriceTables tables) {
        return SpendBasis.of(Quantity.of(amount, currency), year, factorCurrency, factorYear, tables)
            .fold(converted -> converted, refused -> {
                throw new AssertionError(refused);
            });
    }

    private static String refusal(String amount, String currency, int year, int factorYear) {
        return SpendBasis.of(Quantity.of(amount, currency), year, DOLLAR, factorYear, TABLES)
            .fold(converted -> {
                throw new AssertionError(converted.toString());
            }, refused -> refused);
    }
}
