package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.problem.ProblemException;

/** What a delivery is made of: events, keys, collections, lines. */
class SapDeliveryTest {

    private static final String THIN = """
            {"specversion":"1.0","type":"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Created.v1",
             "source":"/default/sap.s4.beh/NM01","id":"e7b8c2f1-9821-4f11-a872-98421092a110",
             "time":"2025-09-17T10:15:30Z","datacontenttype":"application/json","data":{"PurchaseOrder":"4500001092"}}""";

    private final SapReading sap = new SapReading();

    @Test
    void takesAnEnrichedCloudEvent() {
        assertThat(activityOf(sap.only("{\"specversion\":\"1.0\",\"data\":" + SapReading.ORDER + "}")).getEventId())
            .isEqualTo("sap:po:4500001092:10");
    }

    @Test
    void holdsAThinEventUntilItsDocumentIsThere() {
        var held = sap.only(THIN);

        assertThat(held).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(held)).containsExactly("ENRICHMENT_PENDING");
        assertThat(((Verdict.Held) held).eventId()).isEqualTo("sap:po:4500001092");
        assertThat(sap.read(THIN).several()).isFalse();

        sap.fetched.documents.put("sap:po:4500001092", "{\"d\":" + SapReading.ORDER + "}");

        assertThat(activityOf(sap.only(THIN)).getEventId()).isEqualTo("sap:po:4500001092:10");
        assertThat(activityOf(sap.only(THIN)).getRevision()).isEqualTo("00000001758104130000");
        assertThat(new String(sap.read(THIN).items().get(0).bytes(), UTF_8)).contains("NetPriceAmount");
    }

    @Test
    void holdsAThinEventWhoseAnswerIsNotTheDocument() {
        sap.fetched.documents.put("sap:po:4500001092", "{\"d\":{\"PurchaseOrder\":\"4500001092\"}}");

        assertThat(reasonsOf(sap.only(THIN))).containsExactly("ENRICHMENT_PENDING");
    }

    @Test
    void takesAnEventInBinaryForm() {
        var type = SapEvent.contentType("application/json", "sap.s4.beh.purchaseorder.v1.PurchaseOrder.Changed.v1",
                "2025-09-17T10:15:30Z");
        var envelope = new Envelope("demo", "webhook.sap", type, "c", Instant.parse("2025-11-03T10:00:00Z"));

        var verdict = sap.adapter.read(envelope, SapReading.ORDER.getBytes(UTF_8)).items().get(0).verdict();

        assertThat(activityOf(verdict).getRevision()).isEqualTo("00000001758104130000");
    }

    @Test
    void ordersTheVersionsOfALineByTheirLastChange() {
        var changed = SapReading.ORDER.replace("\"Supplier\"",
                "\"LastChangeDateTime\":\"2024-05-04T08:00:00Z\",\"Supplier\"");
        var odata = SapReading.ORDER.replace("\"Supplier\"",
                "\"LastChangeDateTime\":\"/Date(1714809600000+0000)/\",\"Supplier\"");

        var verdict = (Verdict.Accepted) sap.only(changed);

        assertThat(verdict.activity().getRevision()).isEqualTo("00000001714809600000");
        assertThat(activityOf(sap.only(odata)).getRevision()).isEqualTo("00000001714809600000");
        assertThat(verdict.orderedBy()).isEqualTo("sap:po:4500001092");
    }

    @ParameterizedTest
    @CsvSource({"'{\"SupplierInvoice\":\"51\",\"FiscalYear\":\"2024\"}', sap:inv:51/2024",
            "'{\"ManufacturingOrder\":\"1000012\"}', sap:prod:1000012"})
    void holdsTheKeysOfOtherDocuments(String data, String eventId) {
        var held = (Verdict.Held) sap.only("{\"specversion\":\"1.0\",\"type\":\"sap.s4.beh.x\",\"data\":" + data + "}");

        assertThat(held.eventId()).isEqualTo(eventId);
        assertThat(reasonsOf(held)).containsExactly("ENRICHMENT_PENDING");
    }

    @Test
    void goodsThatMoveAreContext() {
        var moved = "{\"type\":\"sap.s4.beh.materialdocument.v1.MaterialDocument.Created.v1\",\"specversion\":\"1.0\",\"data\":{\"MaterialDocument\":\"4900000001\",\"MaterialDocumentYear\":\"2024\"}}";

        assertThat(((Verdict.Context) sap.only(moved)).reason()).isEqualTo("goods_movement");
    }

    @Test
    void refusesAnEventOfAnotherType() {
        assertThat(reasonsOf(sap.only(
                "{\"specversion\":\"1.0\",\"type\":\"sap.s4.beh.salesorder.v1.SalesOrder.Created.v1\",\"data\":{\"SalesOrder\":\"1\"}}")))
            .containsExactly("FIELD_INVALID type");
    }

    @Test
    void letsEachLineFareForItself() {
        var order = SapReading.ORDER.replace("\"to_PurchaseOrderItem\":[",
                "\"to_PurchaseOrderItem\":[{\"PurchaseOrderItem\":\"20\",\"OrderQuantity\":\"many\",\"NetPriceAmount\":\"-1\"},");

        var batch = sap.read(order);

        assertThat(batch.several()).isTrue();
        assertThat(reasonsOf(batch.items().get(0).verdict())).containsExactly("FIELD_INVALID OrderQuantity",
                "QUANTITY_NEGATIVE NetPriceAmount");
        assertThat(activityOf(batch.items().get(1).verdict()).getQuantity()).isEqualTo("2380.95");
        assertThat(new String(batch.items().get(0).bytes(), UTF_8)).isEqualTo(order);
    }

    @Test
    void doesNotJudgeBeforeTheRegisteredSuppliersAreRead() {
        sap.isKnown = false;

        assertThatThrownBy(() -> sap.read(SapReading.ORDER)).isInstanceOf(ProblemException.class);
    }

    @Test
    void keepsOfALargeDocumentForEachLineWhatItNeeds() {
        var line = "{\"PurchaseOrderItem\":\"%d\",\"OrderQuantity\":\"2\",\"NetPriceAmount\":\"61.05\",\"PurchaseOrderItemText\":\"%s\"}";
        var lines = new StringBuilder();
        for (int i = 1; i <= 200; i++) {
            lines.append(i == 1 ? "" : ",").append(line.formatted(i * 10, "x".repeat(2_000)));
        }
        int from = SapReading.ORDER.indexOf("[{");
        var order = SapReading.ORDER.substring(0, from) + "[" + lines + "]}";

        var items = sap.read(order).items();

        assertThat(items).hasSize(200).allSatisfy(item -> assertThat(item.bytes().length).isLessThan(3_000));
        var again = sap.read(new String(items.get(199).bytes(), UTF_8)).items();
        assertThat(again).singleElement()
            .satisfies(item -> assertThat(activityOf(item.verdict()).getEventId()).isEqualTo("sap:po:4500001092:2000"));
    }

    @Test
    void keepsOfACollectionForEachDocumentItsOwnBytes() {
        String second = SapReading.ORDER.replace("4500001092", "4500001093");

        for (String several : List.of("[" + SapReading.ORDER + "," + second + "]",
                "{\"d\":{\"results\":[" + SapReading.ORDER + "," + second + "]}}",
                "{\"value\":[" + SapReading.ORDER + "," + second + "]}")) {
            assertThat(sap.read(several).items()).extracting(item -> new String(item.bytes(), UTF_8))
                .containsExactly(SapReading.ORDER, second);
        }
    }

    @Test
    void keepsTheEventAroundEachDocumentOfItsCollection() {
        var event = "{\"specversion\":\"1.0\",\"type\":\"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Deleted.v1\","
                + "\"data\":{\"value\":[" + SapReading.ORDER + "," + SapReading.ORDER + "]}}";

        var again = sap.only(new String(sap.read(event).items().get(1).bytes(), UTF_8));

        assertThat(activityOf(again).getOperation()).isEqualTo("cancel");
    }

    @Test
    void limitsEachDocumentAndNotTheirCollection() {
        var limits = new TestLimits(SapReading.ORDER.length(), 10_000_000, 3, 10_000_000L, 1, Duration.ofSeconds(5));
        var larger = SapReading.ORDER.replace("Test demo line", "Test demo line, longer");

        var items = sap.adapter(limits)
            .read(SapReading.envelope(), ("[" + SapReading.ORDER + "," + larger + "]").getBytes(UTF_8))
            .items();

        assertThat(activityOf(items.get(0).verdict()).getQuantity()).isEqualTo("2380.95");
        assertThat(reasonsOf(items.get(1).verdict())).containsExactly("TOO_LARGE");
    }

    @Test
    void refusesABodyOfTooManyLines() {
        var limits = new TestLimits(1_000_000, 10_000_000, 3, 10_000_000L, 1, Duration.ofSeconds(5));
        var four = "[" + String.join(",", Collections.nCopies(4, SapReading.ORDER)) + "]";

        var batch = sap.adapter(limits).read(SapReading.envelope(), four.getBytes(UTF_8));

        assertThat(batch.several()).isFalse();
        assertThat(reasonsOf(batch.items().get(0).verdict())).containsExactly("TOO_LARGE");
    }

    @Test
    void doesNotTakeAnotherDocumentForTheOneItAskedFor() {
        sap.fetched.documents.put("sap:po:4500001092",
                "{\"value\":[" + SapReading.ORDER.replace("4500001092", "4500009999") + "]}");

        assertThat(reasonsOf(sap.only(THIN))).containsExactly("ENRICHMENT_PENDING");
    }
}
