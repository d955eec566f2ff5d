package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.detailOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.problem.ProblemException;

class SapAdapterTest {

    /** The document of PURCHASEORDER_PROCESS_SRV, with the number the key field holds. */
    private static final String ORDER = """
            {"PurchaseOrder":"4500001092","PurchaseOrderType":"NB","CompanyCode":"1010","PurchasingOrganization":"1010",
             "PurchasingGroup":"001","Supplier":"10100088","DocumentCurrency":"EUR",
             "PurchaseOrderDate":"/Date(1714694400000)/","to_PurchaseOrderItem":[{"PurchaseOrderItem":"10",
             "Material":"FG011","Plant":"1010","OrderQuantity":"39","PurchaseOrderQuantityUnit":"PC","NetPriceAmount":"61.05",
             "DocumentCurrency":"EUR","PurchaseOrderItemText":"Test demo line"}]}""";

    private final Map<String, SupplierRegistration> suppliers = new HashMap<>();
    private boolean isKnown = true;
    private final SapAdapter adapter = new SapAdapter(new SupplierDirectory() {
        @Override
        public boolean isKnown() {
            return isKnown;
        }

        @Override
        public Optional<SupplierRegistration> supplier(String tenantId, String supplierId) {
            return Optional.ofNullable(suppliers.get(supplierId));
        }
    }, Samples.CONFIG, TestLimits.DEFAULT);

    SapAdapterTest() {
        register("10100088", "334111");
    }

    private void register(String id, String naics) {
        suppliers.put(id, new SupplierRegistration("demo", id, null, "DE", naics, null, Instant.EPOCH));
    }

    private Batch read(String payload) {
        var envelope = new Envelope("demo", "webhook.sap", "application/json", "c",
                Instant.parse("2025-11-03T10:00:00Z"));
        return adapter.read(envelope, payload.getBytes(UTF_8));
    }

    private Verdict only(String payload) {
        assertThat(read(payload).items()).hasSize(1);
        return read(payload).items().get(0).verdict();
    }

    @Test
    void readsALineAsMoneySpentAtItsSupplier() {
        var activity = activityOf(only(ORDER));

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
        var order = ORDER.replace("\"NetPriceAmount\":",
                "\"NetPriceQuantity\":\"" + priceUnit + "\",\"NetPriceAmount\":");

        assertThat(activityOf(only(order)).getQuantity()).isEqualTo(amount);
    }

    @Test
    void takesTheV2EnvelopeWithItsResults() {
        var order = "{\"d\":" + ORDER.replace("\"to_PurchaseOrderItem\":[", "\"to_PurchaseOrderItem\":{\"results\":[")
            .replace("\"Test demo line\"}]", "\"Test demo line\"}]}") + "}";

        assertThat(activityOf(only(order)).getQuantity()).isEqualTo("2380.95");
    }

    @Test
    void takesTheV4DocumentWithIsoDateAndNumbers() {
        var order = ORDER.replace("to_PurchaseOrderItem", "_PurchaseOrderItem")
            .replace("/Date(1714694400000)/", "2024-05-03")
            .replace("\"39\"", "39")
            .replace("\"61.05\"", "61.05");

        var activity = activityOf(only(order));

        assertThat(activity.getQuantity()).isEqualTo("2380.95");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2024-05-03T00:00:00Z"));
    }

    @Test
    void takesAnEnrichedCloudEvent() {
        assertThat(activityOf(only("{\"specversion\":\"1.0\",\"data\":" + ORDER + "}")).getEventId())
            .isEqualTo("sap:po:4500001092:10");
    }

    @Test
    void refusesAThinEventWithTheReason() {
        var thin = """
                {"specversion":"1.0","type":"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Created.v1",
                 "source":"/default/sap.s4.beh/NM01","id":"e7b8c2f1-9821-4f11-a872-98421092a110",
                 "time":"2026-09-17T10:15:30Z","datacontenttype":"application/json","data":{"PurchaseOrder":"4500001092"}}""";

        assertThat(reasonsOf(only(thin))).containsExactly("FIELD_MISSING to_PurchaseOrderItem");
        assertThat(detailOf(only(thin))).contains("only the key '4500001092'");
        assertThat(read(thin).several()).isFalse();
    }

    @Test
    void takesTheLinesOwnCurrency() {
        var order = ORDER.replace("\"DocumentCurrency\":\"EUR\",\"PurchaseOrderItemText\"",
                "\"DocumentCurrency\":\"USD\",\"PurchaseOrderItemText\"");

        assertThat(activityOf(only(order)).getUnit()).isEqualTo("USD");
    }

    @Test
    void letsEachLineFareForItself() {
        var order = ORDER.replace("\"to_PurchaseOrderItem\":[",
                "\"to_PurchaseOrderItem\":[{\"PurchaseOrderItem\":\"20\",\"OrderQuantity\":\"many\",\"NetPriceAmount\":\"-1\"},");

        var batch = read(order);

        assertThat(batch.several()).isTrue();
        assertThat(reasonsOf(batch.items().get(0).verdict())).containsExactly("FIELD_INVALID OrderQuantity",
                "QUANTITY_NEGATIVE NetPriceAmount");
        assertThat(activityOf(batch.items().get(1).verdict()).getQuantity()).isEqualTo("2380.95");
        assertThat(new String(batch.items().get(0).bytes(), UTF_8)).isEqualTo(order);
    }

    @Test
    void saysWhatToRegisterWhereTheSupplierIsUnknown() {
        suppliers.clear();

        assertThat(reasonsOf(only(ORDER))).containsExactly("SOURCE_UNKNOWN Supplier");
        assertThat(detailOf(only(ORDER))).contains("10100088", "naics");
    }

    @Test
    void saysWhatToRegisterWhereTheSupplierHasNoNaics() {
        register("10100088", null);

        assertThat(reasonsOf(only(ORDER))).containsExactly("SOURCE_UNKNOWN Supplier");
    }

    @Test
    void doesNotTakeAServicesLimitForMoneySpent() {
        var service = ORDER.replace("\"OrderQuantity\":\"39\"", "\"OverallLimitAmount\":\"5000\"");

        assertThat(reasonsOf(only(service))).containsExactly("FIELD_MISSING OrderQuantity");
    }

    @Test
    void countsADeletedLineAsContext() {
        var deleted = ORDER.replace("\"Material\"", "\"PurchasingDocumentDeletionCode\":\"L\",\"Material\"");

        assertThat(only(deleted)).isInstanceOf(Verdict.Context.class);
    }

    @ParameterizedTest
    @CsvSource({"2024-05-03T10:00:00, TIMESTAMP_WITHOUT_ZONE", "/Date(9999999999999)/, TIMESTAMP_IN_FUTURE",
            "03.05.2024, FIELD_INVALID"})
    void refusesADateItCannotTrust(String date, String reason) {
        assertThat(reasonsOf(only(ORDER.replace("/Date(1714694400000)/", date))))
            .isEqualTo(List.of(reason + " PurchaseOrderDate"));
    }

    @Test
    void doesNotJudgeBeforeTheRegisteredSuppliersAreRead() {
        isKnown = false;

        assertThatThrownBy(() -> read(ORDER)).isInstanceOf(ProblemException.class);
    }
}
