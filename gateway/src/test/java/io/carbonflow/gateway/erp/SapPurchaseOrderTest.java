package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class SapPurchaseOrderTest {

    private final SapReading sap = new SapReading();

    @Test
    void readsALineAsMoneySpentAtItsSupplier() {
        var activity = activityOf(sap.only(SapReading.ORDER));

        assertThat(activity.getEventId()).isEqualTo("sap:po:4500001092:10");
        assertThat(activity.getActivity()).isEqualTo("spend.naics.334111");
        // 61.05 EUR each, 39 of them
        assertThat(activity.getQuantity() + " " + activity.getUnit()).isEqualTo("2380.95 EUR");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2024-05-03T00:00:00Z"));
        assertThat(activity.getSupplierId()).isEqualTo("10100088");
        assertThat(activity.getFacilityId()).isEqualTo("1010");
        assertThat(activity.getCountry()).isEqualTo("DE");
        assertThat(activity.getBody()).isEqualTo(new ProcurementBody(2024, "4500001092", "10"));
    }

    @ParameterizedTest
    @CsvSource({"1000, 2.38095", "10, 238.095", "1, 2380.95", "3, 793.65"})
    void dividesThePriceByItsPriceUnit(String priceUnit, String amount) {
        var order = SapReading.ORDER.replace("\"NetPriceAmount\":",
                "\"NetPriceQuantity\":\"" + priceUnit + "\",\"NetPriceAmount\":");

        assertThat(activityOf(sap.only(order)).getQuantity()).isEqualTo(amount);
    }

    @Test
    void takesTheV2EnvelopeWithItsResults() {
        var order = "{\"d\":"
                + SapReading.ORDER.replace("\"to_PurchaseOrderItem\":[", "\"to_PurchaseOrderItem\":{\"results\":[")
                    .replace("\"Test demo line\"}]", "\"Test demo line\"}]}")
                + "}";

        assertThat(activityOf(sap.only(order)).getQuantity()).isEqualTo("2380.95");
    }

    @Test
    void takesTheV4DocumentWithIsoDateAndNumbers() {
        var order = SapReading.ORDER.replace("to_PurchaseOrderItem", "_PurchaseOrderItem")
            .replace("/Date(1714694400000)/", "2024-05-03")
            .replace("\"39\"", "39")
            .replace("\"61.05\"", "61.05");

        var activity = activityOf(sap.only(order));

        assertThat(activity.getQuantity()).isEqualTo("2380.95");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2024-05-03T00:00:00Z"));
    }

    @Test
    void callsALineTheSameWithAndWithoutLeadingZeros() {
        assertThat(activityOf(sap.only(SapReading.ORDER.replace("\"10\"", "\"00010\""))).getEventId())
            .isEqualTo("sap:po:4500001092:10");
    }

    @Test
    void cancelsADeletedLineAndADeletedOrder() {
        var line = activityOf(
                sap.only(SapReading.ORDER.replace("\"Material\"",
                        "\"PurchasingDocumentDeletionCode\":\"L\",\"Material\"")));
        var order = activityOf(
                sap.only(SapReading.ORDER.replace("\"Supplier\"",
                        "\"PurchasingDocumentDeletionCode\":\"L\",\"Supplier\"")));

        assertThat(List.of(line.getOperation(), order.getOperation())).containsOnly("cancel");
        assertThat(line.getEventId()).isEqualTo("sap:po:4500001092:10");
    }

    @ParameterizedTest
    @CsvSource({"2, consignment", "7, stock_transfer", "6, text_line"})
    void takesNoLineForAPurchaseThatIsNone(String category, String reason) {
        var order = SapReading.ORDER.replace("\"Material\"",
                "\"PurchaseOrderItemCategory\":\"" + category + "\",\"Material\"");

        assertThat(((Verdict.Context) sap.only(order)).reason()).isEqualTo(reason);
    }

    @Test
    void convertsAQuantityIntoTheUnitOfItsPrice() {
        // 39 pieces of 4 to the kilogram at 61.05 EUR per kg: 9.75 kg
        var order = SapReading.ORDER.replace("\"Material\"",
                "\"OrderPriceUnitToOrderUnitNmrtr\":\"1\",\"OrdPriceUnitToOrderUnitDnmntr\":\"4\",\"Material\"");

        assertThat(activityOf(sap.only(order)).getQuantity()).isEqualTo("595.2375");
    }

    @Test
    void takesTheLinesOwnCurrency() {
        var order = SapReading.ORDER.replace("\"DocumentCurrency\":\"EUR\",\"PurchaseOrderItemText\"",
                "\"DocumentCurrency\":\"USD\",\"PurchaseOrderItemText\"");

        assertThat(activityOf(sap.only(order)).getUnit()).isEqualTo("USD");
    }

    @Test
    void doesNotTakeAServicesLimitForMoneySpent() {
        var service = SapReading.ORDER.replace("\"OrderQuantity\":\"39\"", "\"OverallLimitAmount\":\"5000\"");

        assertThat(((Verdict.Context) sap.only(service)).reason()).isEqualTo("service_limit");
    }

    @ParameterizedTest
    @CsvSource({"2024-05-03T10:00:00, TIMESTAMP_WITHOUT_ZONE", "/Date(9999999999999)/, TIMESTAMP_IN_FUTURE",
            "03.05.2024, FIELD_INVALID"})
    void refusesADateItCannotTrust(String date, String reason) {
        assertThat(reasonsOf(sap.only(SapReading.ORDER.replace("/Date(1714694400000)/", date))))
            .isEqualTo(List.of(reason + " PurchaseOrderDate"));
    }

    @Test
    void theCommodityGoesBeforeTheSuppliersIndustry() {
        sap.suppliers.clear();
        sap.commodities = Samples.json("""
                {"commodities":[{"material":"FG0*","material_group":"NONE","activity":"spend.naics.111111"},
                 {"material":["X","FG011"],"activity":"spend.naics.331110"}]}""");

        assertThat(activityOf(sap.only(SapReading.ORDER)).getActivity()).isEqualTo("spend.naics.331110");
    }

    @Test
    void aCommodityWithAMassIsMaterial() {
        sap.commodities = Samples
            .json("""
                    {"commodities":[{"material":"FG*","activity":"material.metal.steel","mass_per_unit":"2.5","mass_unit":"kg"}]}""");

        var activity = activityOf(sap.only(SapReading.ORDER));

        assertThat(activity.getActivity()).isEqualTo("material.metal.steel");
        assertThat(activity.getQuantity() + activity.getUnit()).isEqualTo("97.5kg");
    }

    @Test
    void holdsACommodityThatIsNotMeasuredInPieces() {
        sap.commodities = Samples
            .json("{\"commodities\":[{\"material\":\"FG*\",\"activity\":\"material.metal.steel\"}]}");

        assertThat(reasonsOf(sap.only(SapReading.ORDER))).containsExactly("MAPPING_NOT_FOUND commodities");
    }

    @Test
    void holdsALineWhoseSupplierIsUnknown() {
        sap.suppliers.clear();

        assertThat(sap.only(SapReading.ORDER)).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(sap.only(SapReading.ORDER))).containsExactly("SOURCE_UNKNOWN Supplier");
        assertThat(((Verdict.Held) sap.only(SapReading.ORDER)).reasons().get(0).getDetail()).contains("10100088",
                "naics");
    }

    @Test
    void holdsALineWhoseSupplierHasNoNaics() {
        sap.register("10100088", null);

        assertThat(reasonsOf(sap.only(SapReading.ORDER))).containsExactly("SOURCE_UNKNOWN Supplier");
    }
}
