package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.enrichment.WantedDocument;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class OracleAdapterTest {

    private static final String FUSION = """
            {"POHeaderId":300000123,"OrderNumber":"PO-1001","SupplierId":559,"Supplier":"Somebody","CurrencyCode":"USD",
             "ProcurementBUId":204,"CreationDate":"2025-03-01T10:00:00+00:00","LastUpdateDate":"2025-03-02T10:00:00+00:00",
             "lines":{"items":[{"POLineId":1,"LineNumber":1,"Quantity":10,"Price":"12.50","UOMCode":"Ea"},
             {"POLineId":2,"LineNumber":2,"Amount":300,"CurrencyCode":"EUR"}]}}""";
    private static final String SUITE = """
            {"poHeaderId":77,"segment1":"4711","typeLookupCode":"STANDARD","revisionNum":2,"vendorId":559,"orgId":204,
             "vendorName":"Somebody","currencyCode":"USD","creationDate":"2025-03-01T10:00:00Z",
             "lines":[{"poLineId":1,"lineNum":1,"quantity":10,"unitPrice":12.5}]}""";

    private final FetchedDocuments fetched = new FetchedDocuments();
    private final OracleAdapter adapter = new OracleAdapter(new SupplierDirectory() {
        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public Optional<SupplierRegistration> supplier(String tenantId, String supplierId) {
            return supplierId.equals("559")
                    ? Optional.of(new SupplierRegistration("demo", "559", null, "US", "334111", null, Instant.EPOCH))
                    : Optional.empty();
        }
    }, new Commodities(tenant -> Optional.empty()), fetched, new ActivityContract(Samples.CONFIG), Samples.CONFIG,
            TestLimits.DEFAULT);

    private Batch read(String payload) {
        return adapter.read(
                new Envelope("demo", "webhook.oracle", "application/json", "c", Instant.parse("2025-11-03T10:00:00Z")),
                payload.getBytes(UTF_8));
    }

    private Verdict first(String payload) {
        return read(payload).items().get(0).verdict();
    }

    @Test
    void readsTheLinesOfAFusionOrderByPriceAndByAmount() {
        var items = read(FUSION).items();

        var byPrice = activityOf(items.get(0).verdict());
        assertThat(byPrice.getEventId()).isEqualTo("oracle:po:PO-1001:1");
        assertThat(byPrice.getQuantity() + byPrice.getUnit()).isEqualTo("125.00USD");
        assertThat(byPrice.getSupplierId()).isEqualTo("559");
        assertThat(byPrice.getSourceId()).isEqualTo("oracle:204");
        assertThat(byPrice.getRevision()).isEqualTo("00000001740909600000");
        var byAmount = activityOf(items.get(1).verdict());
        assertThat(byAmount.getQuantity() + byAmount.getUnit()).isEqualTo("300EUR");
    }

    @Test
    void takesTheCollectionOfTheRestResource() {
        assertThat(read("{\"items\":[" + FUSION + "],\"count\":1,\"hasMore\":false}").items()).hasSize(2);
    }

    @Test
    void holdsTheKeyOfAnOrderUntilItsDocumentIsThere() {
        var event = """
                {"getPurchaseOrderResponse":{"result":{"Value":{"POHeaderId":300000123,"OrderNumber":"PO-1001",
                 "DocumentStatusCode":"OPEN"}}}}""";

        assertThat(reasonsOf(first(event))).containsExactly("ENRICHMENT_PENDING");
        assertThat(fetched.asked).extracting(WantedDocument::number).containsExactly("300000123");

        fetched.documents.put("oracle:po:PO-1001", "{\"items\":[" + FUSION + "]}");

        assertThat(read(event).items()).hasSize(2);
    }

    @Test
    void readsAnOrderOfTheSuiteWithItsRevisionFirst() {
        var verdict = (Verdict.Accepted) first(SUITE);

        assertThat(verdict.activity().getEventId()).isEqualTo("ebs:po:204/4711:1");
        assertThat(verdict.activity().getQuantity()).isEqualTo("125.0");
        assertThat(verdict.activity().getRevision()).isEqualTo("00000000000000000002-00000000000000000000");
        assertThat(verdict.orderedBy()).isEqualTo("ebs:po:204/4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLANKET", "CONTRACT", "PLANNED"})
    void anAgreementIsNoSpendUntilItIsReleased(String type) {
        assertThat(((Verdict.Context) first(SUITE.replace("STANDARD", type))).reason()).isEqualTo("agreement");
        assertThat(activityOf(
                first(SUITE.replace("STANDARD", type).replace("\"vendorId\"", "\"releaseNum\":1,\"vendorId\"")))
            .getEventId()).isEqualTo("ebs:po:204/4711-1:1");
    }

    @Test
    void releasesOfOneAgreementAndOrdersOfTwoUnitsArePurchasesOfTheirOwn() {
        String released = SUITE.replace("STANDARD", "BLANKET");

        assertThat(activityOf(first(released.replace("\"vendorId\"", "\"releaseNum\":2,\"vendorId\""))).getEventId())
            .isEqualTo("ebs:po:204/4711-2:1");
        assertThat(activityOf(first(SUITE.replace("204", "205"))).getEventId()).isEqualTo("ebs:po:205/4711:1");
        assertThat(activityOf(first(SUITE.replace("\"orgId\":204,", ""))).getEventId()).isEqualTo("ebs:po:4711:1");
    }

    @Test
    void cancelsALineAndAnOrder() {
        assertThat(activityOf(first(SUITE.replace("\"poLineId\"", "\"cancelFlag\":\"Y\",\"poLineId\""))).getOperation())
            .isEqualTo("cancel");
        assertThat(activityOf(first(FUSION.replace("\"SupplierId\"", "\"StatusCode\":\"CANCELED\",\"SupplierId\"")))
            .getOperation()).isEqualTo("cancel");
    }

    @Test
    void anOrderNobodyApprovedIsNotBookedYet() {
        assertThat(first(SUITE.replace("\"vendorId\"", "\"authorizationStatus\":\"INCOMPLETE\",\"vendorId\"")))
            .isInstanceOf(Verdict.Context.class);
    }

    @Test
    void holdsAnOrderOfASupplierNobodyRegistered() {
        assertThat(reasonsOf(first(SUITE.replace("559", "560")))).containsExactly("SOURCE_UNKNOWN vendorId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "7", "{\"segment1\":{},\"lines\":[7]}",
            "{\"OrderNumber\":\"1\",\"lines\":[{}]}",
            "{\"getPurchaseOrderResponse\":{\"result\":{\"Value\":[7]}}}", "{\"segment1\":\"1\",\"vendorId\":1}"})
    void rubbishIsAnsweredAndNeverThrows(String payload) {
        assertThat(read(payload).items())
            .allSatisfy(item -> assertThat(item.verdict()).isInstanceOf(Verdict.Refused.class));
    }
}
