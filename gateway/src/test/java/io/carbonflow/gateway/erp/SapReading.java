package io.carbonflow.gateway.erp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

/** SAP's way in with one registered supplier; a test changes what matters to it. */
final class SapReading {

    /** The document of PURCHASEORDER_PROCESS_SRV, with the number the key field holds. */
    static final String ORDER = """
            {"PurchaseOrder":"4500001092","PurchaseOrderType":"NB","CompanyCode":"1010","PurchasingOrganization":"1010",
             "PurchasingGroup":"001","Supplier":"10100088","DocumentCurrency":"EUR",
             "PurchaseOrderDate":"/Date(1714694400000)/","to_PurchaseOrderItem":[{"PurchaseOrderItem":"10",
             "Material":"FG011","Plant":"1010","OrderQuantity":"39","PurchaseOrderQuantityUnit":"PC","NetPriceAmount":"61.05",
             "DocumentCurrency":"EUR","PurchaseOrderItemText":"Test demo line"}]}""";

    final Map<String, SupplierRegistration> suppliers = new HashMap<>();
    final FetchedDocuments fetched = new FetchedDocuments();
    boolean isKnown = true;
    JsonNode commodities;
    final SapAdapter adapter = adapter(TestLimits.DEFAULT);

    SapReading() {
        register("10100088", "334111");
    }

    SapAdapter adapter(TestLimits limits) {
        return new SapAdapter(new SupplierDirectory() {
            @Override
            public boolean isKnown() {
                return isKnown;
            }

            @Override
            public Optional<SupplierRegistration> supplier(String tenantId, String supplierId) {
                return Optional.ofNullable(suppliers.get(supplierId));
            }
        }, new Commodities(tenant -> Optional.ofNullable(commodities)), fetched, new ActivityContract(Samples.CONFIG),
                Samples.CONFIG, limits);
    }

    void register(String id, String naics) {
        suppliers.put(id, new SupplierRegistration("demo", id, null, "DE", naics, null, Instant.EPOCH));
    }

    static Envelope envelope() {
        return new Envelope("demo", "webhook.sap", "application/json", "c", Instant.parse("2025-11-03T10:00:00Z"));
    }

    Batch read(String payload) {
        return adapter.read(envelope(), payload.getBytes(UTF_8));
    }

    List<Verdict> verdicts(String payload) {
        return read(payload).items().stream().map(item -> item.verdict()).toList();
    }

    Verdict only(String payload) {
        assertThat(read(payload).items()).hasSize(1);
        return read(payload).items().get(0).verdict();
    }
}
