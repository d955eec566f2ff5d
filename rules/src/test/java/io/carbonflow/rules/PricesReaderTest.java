package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.money.PriceTables.CurrencyYear;
import io.carbonflow.accounting.money.SpendBasis;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

class PricesReaderTest {

    private static final PriceTables SHIPPED = RuleBook.shipped().forTenant("acme").prices();

    @Test
    void shipsRatesAndPriceLevelsWithTheirSources() {
        assertThat(IntStream.rangeClosed(2015, 2025))
            .allSatisfy(year -> {
                assertThat(SHIPPED.perUsd()).containsKeys(new CurrencyYear("EUR", year), new CurrencyYear("GBP", year),
                        new CurrencyYear("JPY", year), new CurrencyYear("CNY", year));
                assertThat(SHIPPED.priceLevel()).containsKey(year);
            });
        assertThat(SHIPPED.perUsd().values()).allSatisfy(rate -> assertThat(rate.source()).contains("G.5A"));
        assertThat(SHIPPED.priceLevel().values()).allSatisfy(level -> assertThat(level.source()).contains("CPI-U"));
    }

    @Test
    void hasRatesAsTheFederalReservePrintsThem() {
        // 2023: 1.0817 USD per EUR, 140.5001 JPY per USD
        assertThat(rate("EUR", 2023)).isEqualTo("0.92447074");
        assertThat(rate("JPY", 2023)).isEqualTo("140.5001");
    }

    @Test
    void bringsEurosOfAnotherYearToDollarsOf2022() {
        // When: 1,000 EUR of 2024, at 1.0820 USD/EUR, by CPI-U 292.655 and 313.689
        var converted = SpendBasis.of(Quantity.of("1000", "EUR"), 2024, Unit.US_DOLLAR, 2022, SHIPPED)
            .fold(found -> found, refused -> {
                throw new AssertionError(refused);
            });

        // Then
        assertThat(converted.basis().orElseThrow().quantity().amount()).isCloseTo(new java.math.BigDecimal("1009.4474"),
                org.assertj.core.api.Assertions.within(new java.math.BigDecimal("0.001")));
    }

    @Test
    void addsACompanysFiguresToTheShippedOnes() {
        // Given
        var own = document("""
                {"rates":[{"currency":"PLN","year":2024,"per_usd":"3.9807","source":"group treasury 2024"},
                          {"currency":"EUR","year":2024,"per_usd":0.93,"source":"group treasury 2024"}],
                 "price_levels":[{"year":2026,"value":330,"source":"group treasury 2026"}]}""");

        // When
        var prices = RuleBook.of(List.of(own)).forTenant("acme").prices();

        // Then
        assertThat(prices.perUsd().get(new CurrencyYear("PLN", 2024)).value()).isEqualByComparingTo("3.9807");
        assertThat(prices.perUsd().get(new CurrencyYear("EUR", 2024)).source()).isEqualTo("group treasury 2024");
        assertThat(prices.perUsd()).containsKey(new CurrencyYear("EUR", 2023));
        assertThat(prices.priceLevel()).containsKeys(2022, 2026);
        assertThat(RuleBook.of(List.of(own)).forTenant("other").prices()).isEqualTo(SHIPPED);
    }

    @Test
    void namesEveryFault() {
        var faults = ReadDocument.of(RuleKind.PRICES, document("""
                {"rates":[{"currency":"EURO","year":2024,"per_usd":1,"source":"x"},
                          {"currency":"USD","year":2024,"per_usd":1,"source":"x"},
                          {"currency":"SEK","year":20240,"per_usd":1,"source":"x"},
                          {"currency":"SEK","year":2024,"per_usd":0,"source":"x"},
                          {"currency":"SEK","year":2024,"per_usd":10},
                          {"currency":"NOK","year":2024,"per_usd":10,"source":"x"},
                          {"currency":"NOK","year":2024,"per_usd":11,"source":"x","bid":1}],
                 "price_levels":[{"year":2024,"source":"x"}]}""")).faults();

        assertThat(faults).extracting(DocumentFault::path)
            .containsExactlyInAnyOrder("rates[0].currency", "rates[1].currency", "rates[2].year", "rates[3].per_usd",
                    "rates[4].source", "rates[6].year", "rates[6].bid", "price_levels[0].value");
    }

    private static String rate(String currency, int year) {
        return SHIPPED.perUsd().get(new CurrencyYear(currency, year)).value().toPlainString();
    }

    private static RuleDocument document(String json) {
        return new RuleDocument("prices", "acme", "prices", 1, json);
    }
}
