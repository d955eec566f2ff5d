package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
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
import io.carbonflow.intake.contract.ActivityContract;
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
    private com.fasterxml.jackson.databind.JsonNode commodities;
    private final FetchedDocuments fetched = new FetchedDocuments();
    private final SapAdapter adapter = new SapAdapter(new SupplierDirectory() {
        @Override
        public boolean isKnown() {
            return isKnown;
        }

        @Override
        public Optional<SupplierRegistration> supplier(String tenantId, String supplierId) {
            return Optional.ofNullable(suppliers.get(supplierId));
        }
    }, new Commodities(tenant -> Optional.ofNullable(commodities)), fetched, new ActivityContract(Samples.CONFIG),
            Samples.CONFIG, TestLimits.DEFAULT);

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

    private static final String THIN = """
            {"specversion":"1.0","type":"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Created.v1",
             "source":"/default/sap.s4.beh/NM01","id":"e7b8c2f1-9821-4f11-a872-98421092a110",
             "time":"2025-09-17T10:15:30Z","datacontenttype":"application/json","data":{"PurchaseOrder":"4500001092"}}""";

    @Test
    void holdsAThinEventUntilItsDocumentIsThere() {
        var held = only(THIN);

        assertThat(held).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(held)).containsExactly("ENRICHMENT_PENDING");
        assertThat(((Verdict.Held) held).eventId()).isEqualTo("sap:po:4500001092");
        assertThat(read(THIN).several()).isFalse();

        fetched.documents.put("sap:po:4500001092", "{\"d\":" + ORDER + "}");

        assertThat(activityOf(only(THIN)).getEventId()).isEqualTo("sap:po:4500001092:10");
        assertThat(activityOf(only(THIN)).getRevision()).isEqualTo("00000001758104130000");
        assertThat(new String(read(THIN).items().get(0).bytes(), UTF_8)).contains("NetPriceAmount");
    }

    @Test
    void holdsAThinEventWhoseAnswerIsNotTheDocument() {
        fetched.documents.put("sap:po:4500001092", "{\"d\":{\"PurchaseOrder\":\"4500001092\"}}");

        assertThat(reasonsOf(only(THIN))).containsExactly("ENRICHMENT_PENDING");
    }

    @Test
    void takesAnEventInBinaryForm() {
        var type = SapEvent.contentType("application/json", "sap.s4.beh.purchaseorder.v1.PurchaseOrder.Changed.v1",
                "2025-09-17T10:15:30Z");
        var envelope = new Envelope("demo", "webhook.sap", type, "c", Instant.parse("2025-11-03T10:00:00Z"));

        var verdict = adapter.read(envelope, ORDER.getBytes(UTF_8)).items().get(0).verdict();

        assertThat(activityOf(verdict).getRevision()).isEqualTo("00000001758104130000");
    }

    @Test
    void ordersTheVersionsOfALineByTheirLastChange() {
        var changed = ORDER.replace("\"Supplier\"", "\"LastChangeDateTime\":\"2024-05-04T08:00:00Z\",\"Supplier\"");
        var odata = ORDER.replace("\"Supplier\"",
                "\"LastChangeDateTime\":\"/Date(1714809600000+0000)/\",\"Supplier\"");

        var verdict = (Verdict.Accepted) only(changed);

        assertThat(verdict.activity().getRevision()).isEqualTo("00000001714809600000");
        assertThat(activityOf(only(odata)).getRevision()).isEqualTo("00000001714809600000");
        assertThat(verdict.orderedBy()).isEqualTo("sap:po:4500001092");
    }

    @Test
    void callsALineTheSameWithAndWithoutLeadingZeros() {
        assertThat(activityOf(only(ORDER.replace("\"10\"", "\"00010\""))).getEventId())
            .isEqualTo("sap:po:4500001092:10");
    }

    @Test
    void cancelsADeletedLineAndADeletedOrder() {
        var line = activityOf(
                only(ORDER.replace("\"Material\"", "\"PurchasingDocumentDeletionCode\":\"L\",\"Material\"")));
        var order = activityOf(
                only(ORDER.replace("\"Supplier\"", "\"PurchasingDocumentDeletionCode\":\"L\",\"Supplier\"")));

        assertThat(List.of(line.getOperation(), order.getOperation())).containsOnly("cancel");
        assertThat(line.getEventId()).isEqualTo("sap:po:4500001092:10");
    }

    @ParameterizedTest
    @CsvSource({"2, consignment", "7, stock_transfer", "6, text_line"})
    void takesNoLineForAPurchaseThatIsNone(String category, String reason) {
        var order = ORDER.replace("\"Material\"", "\"PurchaseOrderItemCategory\":\"" + category + "\",\"Material\"");

        assertThat(((Verdict.Context) only(order)).reason()).isEqualTo(reason);
    }

    @Test
    void convertsAQuantityIntoTheUnitOfItsPrice() {
        // 39 pieces of 4 to the kilogram at 61.05 EUR per kg: 9.75 kg
        var order = ORDER.replace("\"Material\"",
                "\"OrderPriceUnitToOrderUnitNmrtr\":\"1\",\"OrdPriceUnitToOrderUnitDnmntr\":\"4\",\"Material\"");

        assertThat(activityOf(only(order)).getQuantity()).isEqualTo("595.2375");
    }

    @Test
    void theCommodityGoesBeforeTheSuppliersIndustry() {
        suppliers.clear();
        commodities = Samples.json("""
                {"commodities":[{"material":"FG0*","material_group":"NONE","activity":"spend.naics.111111"},
                 {"material":["X","FG011"],"activity":"spend.naics.331110"}]}""");

        assertThat(activityOf(only(ORDER)).getActivity()).isEqualTo("spend.naics.331110");
    }

    @Test
    void aCommodityWithAMassIsMaterial() {
        commodities = Samples
            .json("""
                    {"commodities":[{"material":"FG*","activity":"material.metal.steel","mass_per_unit":"2.5","mass_unit":"kg"}]}""");

        var activity = activityOf(only(ORDER));

        assertThat(activity.getActivity()).isEqualTo("material.metal.steel");
        assertThat(activity.getQuantity() + activity.getUnit()).isEqualTo("97.5kg");
    }

    @Test
    void holdsACommodityThatIsNotMeasuredInPieces() {
        commodities = Samples.json("{\"commodities\":[{\"material\":\"FG*\",\"activity\":\"material.metal.steel\"}]}");

        assertThat(reasonsOf(only(ORDER))).containsExactly("MAPPING_NOT_FOUND commodities");
    }

    private static final String INVOICE = """
            {"d":{"SupplierInvoice":"5105600001","FiscalYear":"2024","CompanyCode":"1010","DocumentDate":"/Date(1717200000000)/",
             "InvoicingParty":"10100088","DocumentCurrency":"EUR","to_SuplrInvcItemPurOrdRef":{"results":[
             {"SupplierInvoiceItem":"1","PurchaseOrder":"4500001092","PurchaseOrderItem":"00010","DocumentCurrency":"EUR",
              "SupplierInvoiceItemAmount":"2400.00","QuantityInPurchaseOrderUnit":"39","PurchaseOrderQuantityUnit":"PC"}]}}}""";

    @Test
    void anInvoiceIsANewerVersionOfTheLineItBills() {
        var verdict = (Verdict.Accepted) only(INVOICE);

        assertThat(verdict.activity().getEventId()).isEqualTo("sap:po:4500001092:10");
        assertThat(verdict.activity().getQuantity()).isEqualTo("2400.00");
        assertThat(verdict.orderedBy()).isEqualTo("sap:po:4500001092");
        assertThat(verdict.activity().getRevision()).isGreaterThan("00000001714809600000");
    }

    @Test
    void anInvoiceWithoutAnOrderIsAPurchaseOfItsOwn() {
        var invoice = INVOICE.replace("to_SuplrInvcItemPurOrdRef", "to_SupplierInvoiceItemGLAcct")
            .replace("\"PurchaseOrder\":\"4500001092\",\"PurchaseOrderItem\":\"00010\"",
                    "\"GLAccount\":\"0065008400\"");

        assertThat(activityOf(only(invoice)).getEventId()).isEqualTo("sap:inv:5105600001/2024:gl1");
    }

    @Test
    void aCreditOrACancelledInvoiceWaitsForAPerson() {
        assertThat(reasonsOf(only(INVOICE.replace("\"DocumentCurrency\":\"EUR\",\"to",
                "\"ReverseDocument\":\"51\",\"DocumentCurrency\":\"EUR\",\"to"))))
            .containsExactly("QUALITY_REVIEW ReverseDocument");
        assertThat(reasonsOf(only(INVOICE.replace("\"SupplierInvoiceItem\"",
                "\"IsSubsequentDebitCredit\":\"X\",\"SupplierInvoiceItem\""))))
            .containsExactly("QUALITY_REVIEW DebitCreditCode");
    }

    @ParameterizedTest
    @CsvSource({"'{\"SupplierInvoice\":\"51\",\"FiscalYear\":\"2024\"}', sap:inv:51/2024",
            "'{\"ManufacturingOrder\":\"1000012\"}', sap:prod:1000012"})
    void holdsTheKeysOfOtherDocuments(String data, String eventId) {
        var held = (Verdict.Held) only("{\"specversion\":\"1.0\",\"type\":\"sap.s4.beh.x\",\"data\":" + data + "}");

        assertThat(held.eventId()).isEqualTo(eventId);
        assertThat(reasonsOf(held)).containsExactly("ENRICHMENT_PENDING");
    }

    @Test
    void goodsThatMoveAreContext() {
        var moved = "{\"type\":\"sap.s4.beh.materialdocument.v1.MaterialDocument.Created.v1\",\"specversion\":\"1.0\",\"data\":{\"MaterialDocument\":\"4900000001\",\"MaterialDocumentYear\":\"2024\"}}";

        assertThat(((Verdict.Context) only(moved)).reason()).isEqualTo("goods_movement");
    }

    @Test
    void refusesAnEventOfAnotherType() {
        assertThat(reasonsOf(only(
                "{\"specversion\":\"1.0\",\"type\":\"sap.s4.beh.salesorder.v1.SalesOrder.Created.v1\",\"data\":{\"SalesOrder\":\"1\"}}")))
            .containsExactly("FIELD_INVALID type");
    }

    private static final String PRODUCTION = """
            {"ManufacturingOrder":"1000012","Material":"FG011","ProductionPlant":"1010","ProductionUnit":"PC",
             "MfgOrderConfirmedYieldQty":"980","MfgOrderActualEndDate":"2024-05-20","LastChangeDateTime":"2024-05-20T16:45:00Z"}""";

    @Test
    void productionBooksByItsProductsFootprintAndWaitsWithoutOne() {
        assertThat(reasonsOf(only(PRODUCTION))).containsExactly("MAPPING_NOT_FOUND Material");

        commodities = Samples.json("{\"commodities\":[{\"material\":\"FG011\",\"activity\":\"product.FG011\"}]}");

        var activity = activityOf(only(PRODUCTION));
        assertThat(activity.getActivity() + ' ' + activity.getQuantity() + ' ' + activity.getUnit())
            .isEqualTo("product.FG011 980 piece");
        assertThat(((Verdict.Context) only(PRODUCTION.replace("\"980\"", "\"0\""))).reason())
            .isEqualTo("nothing_produced");
    }

    private static final String POSTINGS = """
            {"AccountingDocument":"100000012","CompanyCode":"1010","FiscalYear":"2024","PostingDate":"2024-05-31",
             "to_JournalEntryItem":{"results":[
              {"AccountingDocumentItem":"001","GLAccount":"0065008400","AmountInTransactionCurrency":"119.50",
               "TransactionCurrency":"EUR","DebitCreditCode":"S","FinancialAccountType":"S"},
              {"AccountingDocumentItem":"002","GLAccount":"0021100000","AmountInTransactionCurrency":"-119.50",
               "TransactionCurrency":"EUR","DebitCreditCode":"H","FinancialAccountType":"K"}]}}""";

    @Test
    void postingsBookBySpendAccountAndTheirOtherSideIsContext() {
        commodities = Samples
            .json("{\"commodities\":[{\"gl_account\":\"006500*\",\"activity\":\"spend.naics.541110\"}]}");

        var items = read(POSTINGS).items();

        assertThat(activityOf(items.get(0).verdict()).getEventId()).isEqualTo("sap:je:1010:2024:100000012:1");
        assertThat(activityOf(items.get(0).verdict()).getQuantity()).isEqualTo("119.50");
        assertThat(items.get(1).verdict()).isInstanceOf(Verdict.Context.class);
        var reversal = POSTINGS.replace("\"PostingDate\"",
                "\"ReversalReferenceDocument\":\"100000007\",\"PostingDate\"");
        assertThat(activityOf(read(reversal).items().get(0).verdict()).getEventId())
            .isEqualTo("sap:je:1010:2024:100000007:1");
        assertThat(activityOf(read(reversal).items().get(0).verdict()).getOperation()).isEqualTo("cancel");
        var ofInvoice = POSTINGS.replace("\"PostingDate\"", "\"ReferenceDocumentType\":\"RMRP\",\"PostingDate\"");
        assertThat(read(ofInvoice).items().get(0).verdict()).isInstanceOf(Verdict.Context.class);
    }

    @Test
    void anAccountNobodyNamedWaits() {
        assertThat(reasonsOf(read(POSTINGS).items().get(0).verdict())).containsExactly("MAPPING_NOT_FOUND GLAccount");
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
    void holdsALineWhoseSupplierIsUnknown() {
        suppliers.clear();

        assertThat(only(ORDER)).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(only(ORDER))).containsExactly("SOURCE_UNKNOWN Supplier");
        assertThat(((Verdict.Held) only(ORDER)).reasons().get(0).getDetail()).contains("10100088", "naics");
    }

    @Test
    void holdsALineWhoseSupplierHasNoNaics() {
        register("10100088", null);

        assertThat(reasonsOf(only(ORDER))).containsExactly("SOURCE_UNKNOWN Supplier");
    }

    @Test
    void doesNotTakeAServicesLimitForMoneySpent() {
        var service = ORDER.replace("\"OrderQuantity\":\"39\"", "\"OverallLimitAmount\":\"5000\"");

        assertThat(((Verdict.Context) only(service)).reason()).isEqualTo("service_limit");
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

    @Test
    void keepsOfALargeDocumentForEachLineWhatItNeeds() {
        var line = "{\"PurchaseOrderItem\":\"%d\",\"OrderQuantity\":\"2\",\"NetPriceAmount\":\"61.05\",\"PurchaseOrderItemText\":\"%s\"}";
        var lines = new StringBuilder();
        for (int i = 1; i <= 200; i++) {
            lines.append(i == 1 ? "" : ",").append(line.formatted(i * 10, "x".repeat(2_000)));
        }
        int from = ORDER.indexOf("[{");
        var order = ORDER.substring(0, from) + "[" + lines + "]}";

        var items = read(order).items();

        assertThat(items).hasSize(200).allSatisfy(item -> assertThat(item.bytes().length).isLessThan(3_000));
        var again = read(new String(items.get(199).bytes(), UTF_8)).items();
        assertThat(again).singleElement()
            .satisfies(item -> assertThat(activityOf(item.verdict()).getEventId()).isEqualTo("sap:po:4500001092:2000"));
    }
}
