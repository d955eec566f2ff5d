package io.carbonflow.gateway.cdc;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.erp.DocumentLine;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ReadingContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class CdcAdapterTest {

    private static final String ROW = """
            {"id":"row-1","kind":"energy","activity":"electricity.grid","quantity":"100.50","unit":"kWh",
             "occurred_at":"2025-11-03T09:00:00Z","source_id":"plant-1","country":"DE","status":"new"}""";
    private static final String SOURCE = """
            {"version":"2.7.0.Final","connector":"postgresql","name":"erp","db":"foo","ts_ms":1762160400000,"txId":644,
             "lsn":28581784,"schema":"bar","table":"events","snapshot":"false"}""";

    private final Map<String, TableMappings.RowMapping> mappings = new HashMap<>();
    private OutboxVerdicts.Documents documents = (document, type, tenant, at) -> List.of();
    private final CdcAdapter adapter = new CdcAdapter(new ActivityContract(Samples.CONFIG),
            new ReadingContract(Samples.CONFIG),
            (tenant, names) -> names.stream().filter(mappings::containsKey).findFirst().map(mappings::get),
            (document, type, tenant, at) -> documents.read(document, type, tenant, at), TestLimits.DEFAULT);

    private static String change(String op, String before, String after) {
        return "{\"before\":%s,\"after\":%s,\"source\":%s,\"op\":\"%s\",\"ts_ms\":1762160400500}"
            .formatted(before, after, SOURCE, op)
            .replace("\n", "");
    }

    private Batch read(String contentType, String body) {
        return adapter.read(new Envelope("demo", "cdc", contentType, "c", Samples.RECEIVED_AT), body.getBytes(UTF_8));
    }

    private Verdict only(String body) {
        var items = read("application/json", body).items();
        assertThat(items).hasSize(1);
        return items.get(0).verdict();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "r", "u"})
    void aRowThatWasCreatedReadOrUpdatedStands(String op) {
        var verdict = (Verdict.Accepted) only(change(op, "null", ROW));

        assertThat(verdict.activity().getEventId()).isEqualTo("row-1");
        assertThat(verdict.activity().getQuantity()).isEqualTo("100.50");
        assertThat(verdict.activity().getOperation()).isNull();
        assertThat(verdict.activity().getRevision()).isEqualTo("00000000000028581784-00000000000000000000-1");
        assertThat(verdict.orderedBy()).isEqualTo("cdc:bar.events:row-1");
    }

    @Test
    void aDeletedRowIsCancelledThoughOnlyItsKeyIsTold() {
        var keyOnly = """
                {"id":"row-1","kind":null,"activity":null,"quantity":null,"unit":null,"occurred_at":null}""";

        var verdict = (Verdict.Accepted) only(change("d", keyOnly, "null"));

        assertThat(verdict.activity().getEventId()).isEqualTo("row-1");
        assertThat(verdict.activity().getOperation()).isEqualTo("cancel");
        assertThat(verdict.activity().getRevision()).isEqualTo("00000000000028581784-00000000000000000000-0");
        assertThat(verdict.orderedBy()).isEqualTo("cdc:bar.events:row-1");
    }

    @Test
    void aDeleteWithoutABeforeImageTakesTheKeyOfTheMessage() {
        var body = change("d", "null", "null");
        var type = CdcAdapter.contentType("cdc.demo.bar.events",
                "{\"schema\":null,\"payload\":{\"id\":\"row-1\"}}".getBytes(UTF_8), 7);

        var verdict = (Verdict.Accepted) read(type, body).items().get(0).verdict();

        assertThat(verdict.activity().getEventId()).isEqualTo("row-1");
        assertThat(verdict.activity().getOperation()).isEqualTo("cancel");
    }

    @Test
    void aDeleteThatTellsNoIdWaits() {
        assertThat(reasonsOf(only(change("d", "null", "null")))).containsExactly("FIELD_MISSING before");
        assertThat(only(change("d", "null", "null"))).isInstanceOf(Verdict.Held.class);
    }

    @Test
    void theWrapperWithSchemaAndPayloadIsTakenOff() {
        var wrapped = "{\"schema\":{\"type\":\"struct\"},\"payload\":" + change("c", "null", ROW) + "}";
        var onlyPayload = "{\"payload\":" + change("c", "null", ROW) + "}";

        assertThat(activityOf(only(wrapped)).getEventId()).isEqualTo("row-1");
        assertThat(activityOf(only(onlyPayload)).getEventId()).isEqualTo("row-1");
    }

    @Test
    void decimalsAndTimesAreReadByTheirSchema() {
        // 1234.56 is 123456 = 0x01E240 with scale 2; 20395 days after 1970-01-01 is 2025-11-03
        var schema = """
                {"type":"struct","fields":[{"field":"after","type":"struct","fields":[
                 {"field":"quantity","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}},
                 {"field":"period_start","type":"int32","name":"io.debezium.time.Date"},
                 {"field":"period_end","type":"int64","name":"io.debezium.time.MicroTimestamp"},
                 {"field":"occurred_at","type":"int64","name":"io.debezium.time.NanoTimestamp"},
                 {"field":"attributes","type":"string","name":"io.debezium.data.Json"}]}]}""";
        var row = """
                {"id":7,"kind":"energy","activity":"electricity.grid","quantity":"AeJA","unit":"kWh","period_start":20395,
                 "period_end":1762160400123456,"occurred_at":1762160400000000000,"source_id":12,
                 "attributes":"{\\"energy_source\\":\\"grid\\"}"}""";

        var activity = activityOf(only("{\"schema\":" + schema + ",\"payload\":" + change("c", "null", row) + "}"));

        assertThat(activity.getEventId()).isEqualTo("7");
        assertThat(activity.getSourceId()).isEqualTo("12");
        assertThat(activity.getQuantity()).isEqualTo("1234.56");
        assertThat(activity.getPeriodStart()).hasToString("2025-11-03T00:00:00Z");
        assertThat(activity.getPeriodEnd()).hasToString("2025-11-03T09:00:00.123456Z");
        assertThat(activity.getOccurredAt()).hasToString("2025-11-03T09:00:00Z");
        assertThat(activity.getBody().toString()).contains("grid");
    }

    @Test
    void aVariableScaleDecimalIsKnownByItsShape() {
        var row = ROW.replace("\"100.50\"", "{\"scale\":3,\"value\":\"AeJA\"}");

        assertThat(activityOf(only(change("c", "null", row))).getQuantity()).isEqualTo("123.456");
    }

    @ParameterizedTest
    @CsvSource({"20395, 2025-11-03T00:00:00Z", "1762160400000, 2025-11-03T09:00:00Z",
            "1762160400000000, 2025-11-03T09:00:00Z", "1762160400000000000, 2025-11-03T09:00:00Z"})
    void aTimeWithoutItsSchemaIsReadByItsSize(String count, String time) {
        var row = ROW.replace("\"2025-11-03T09:00:00Z\"", count);

        assertThat(activityOf(only(change("c", "null", row))).getOccurredAt()).hasToString(time);
    }

    @Test
    void bytesWithoutTheirScaleAreRefusedByName() {
        var row = ROW.replace("\"100.50\"", "\"AeJA\"");

        assertThat(reasonsOf(only(change("c", "null", row)))).containsExactly("FIELD_INVALID quantity");
    }

    @Test
    void aRowOfAnotherShapeWaitsForItsMapping() {
        var order = change("u", "{\"id\":1,\"status\":\"pending\",\"total\":150.00}",
                "{\"id\":1,\"status\":\"paid\",\"total\":150.00}");

        assertThat(reasonsOf(only(order))).containsExactly("MAPPING_NOT_FOUND table");
        assertThat(only(order)).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(only(order.replace("\"u\"", "\"d\"")))).containsExactly("MAPPING_NOT_FOUND table");
    }

    @Test
    void aMappedRowIsAVersionAndEndsWhenItsConditionDoes() {
        mappings.put("bar.events",
                (row, standards, at) -> row.path("status").asText().equals("paid")
                        ? new ActivityContract(Samples.CONFIG).examine(Samples.anEnergyActivity().put("id", "e-1"), at)
                        : new Verdict.Context("e-1", "erp", "mapping_condition"));

        var paid = activityOf(only(change("u", "null", "{\"id\":1,\"status\":\"paid\"}")));
        var unpaid = activityOf(only(change("u", "null", "{\"id\":1,\"status\":\"void\"}")));
        var gone = activityOf(only(change("d", "{\"id\":1,\"status\":null}", "null")));

        assertThat(List.of(paid, unpaid, gone)).extracting(RawActivity::getEventId).containsOnly("e-1");
        assertThat(List.of(unpaid, gone)).extracting(RawActivity::getOperation).containsOnly("cancel");
        assertThat(paid.getOperation()).isNull();
        assertThat(only(change("c", "null", "{\"id\":1,\"status\":\"void\"}"))).isInstanceOf(Verdict.Context.class);
    }

    @Test
    void anUpdateThatChangesTheIdEndsTheOldEvent() {
        var items = read("application/json", change("u", ROW.replace("row-1", "row-0"), ROW)).items();

        assertThat(items).extracting(item -> activityOf(item.verdict()).getEventId()).containsExactly("row-0", "row-1");
        assertThat(items).extracting(item -> activityOf(item.verdict()).getOperation()).containsExactly("cancel", null);
    }

    @Test
    void aTruncatedTableWaitsForAPerson() {
        var verdict = only(change("t", "null", "null"));

        assertThat(verdict).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(verdict)).containsExactly("QUALITY_REVIEW op");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"schema\":null,\"payload\":null}", "{\"ts_ms\":1762160400500}",
            "{\"status\":\"BEGIN\",\"id\":\"571\",\"event_count\":null}"})
    void whatConcernsNoRowIsContext(String body) {
        assertThat(only(body)).isInstanceOf(Verdict.Context.class);
    }

    @Test
    void anEmptyRecordOfATopicIsATombstone() {
        var batch = read(CdcAdapter.contentType("cdc.orders", "{\"id\":1}".getBytes(UTF_8), 7), "");

        assertThat(batch.items()).singleElement()
            .satisfies(item -> assertThat(((Verdict.Context) item.verdict()).reason()).isEqualTo("tombstone"));
    }

    @Test
    void eachLineAndEachElementFaresForItself() {
        var lines = change("c", "null", ROW) + "\n\n{\"op\":\"c\"}\nnull\n";

        assertThat(read("application/x-ndjson", lines).items()).extracting(item -> item.index())
            .containsExactly(0, 2, 3);
        assertThat(read("application/json", "[" + change("c", "null", ROW) + ",7]").items()).hasSize(2);
    }

    @Test
    void aFlattenedRowIsTakenAsItIs() {
        var flat = ROW.replace("\"status\":\"new\"", "\"__op\":\"u\",\"__source_lsn\":42,\"__deleted\":\"false\"");
        var gone = ROW.replace("\"status\":\"new\"", "\"__op\":\"d\",\"__source_lsn\":43,\"__deleted\":\"true\"");

        assertThat(activityOf(only(flat)).getRevision()).isEqualTo("00000000000000000042-00000000000000000000-1");
        assertThat(activityOf(only(gone)).getOperation()).isEqualTo("cancel");
    }

    @Test
    void anOutboxEventIsItsPayloadAndItsCleaningUpEndsNothing() {
        var row = """
                {"id":"8b1c","aggregatetype":"meter","aggregateid":"m-1","type":"MeterRead","payload":%s}"""
            .formatted(TextNode.valueOf(ROW));

        var verdict = (Verdict.Accepted) only(change("c", "null", row));

        assertThat(verdict.activity().getEventId()).isEqualTo("row-1");
        assertThat(verdict.orderedBy()).isEqualTo("cdc:meter:m-1");
        assertThat(only(change("d", row, "null"))).isInstanceOf(Verdict.Context.class);
        assertThat(only(change("u", row, row))).isInstanceOf(Verdict.Context.class);
    }

    private static String outboxRow(String type, String payload) {
        return """
                {"id":"8b1c","aggregatetype":"meter","aggregateid":"m-1","type":"%s","payload":%s}"""
            .formatted(type, TextNode.valueOf(payload));
    }

    @ParameterizedTest
    @CsvSource(value = {"MeterReadCancelled, cancel", "MeterReadDeleted, cancel", "recancellationpolicy, -",
            "MeterReadUndeleted, -", "AvoidedRead, -"}, nullValues = "-")
    void anOutboxEventEndsWhatItsTypeSaysInAWord(String type, String operation) {
        var verdict = only(change("c", "null", outboxRow(type, ROW)));

        assertThat(activityOf(verdict).getOperation()).isEqualTo(operation);
    }

    @Test
    void aVersionOfItsOwnIsEndedByItsTypeToo() {
        documents = (document, type, tenant, at) -> {
            var line = new ActivityContract(Samples.CONFIG).examine(Samples.anEnergyActivity(), at);
            activityOf(line).setRevision("7");
            return List.of(new DocumentLine(null, List.of(), List.of(line)));
        };

        var activity = activityOf(only(change("c", "null", outboxRow("OrderCancelled", "{\"order\":1}"))));

        assertThat(activity.getOperation() + ' ' + activity.getRevision()).isEqualTo("cancel 7");
    }

    @Test
    void ofALargeDocumentEachLineKeepsWhatItNeeds() {
        documents = (document, type, tenant, at) -> java.util.stream.StreamSupport
            .stream(document.get("lines").spliterator(), false)
            .map(row -> new DocumentLine("lines", List.of(row),
                    List.of(new Verdict.Context("line-" + row.get("n").asText(), "erp", "test"))))
            .toList();
        var lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(i == 0 ? "" : ",").append("{\"n\":%d,\"text\":\"%s\"}".formatted(i, "x".repeat(1_000)));
        }
        String row = outboxRow("OrderPlaced", "{\"order\":1,\"lines\":[" + lines + "]}");

        var items = read("application/json", change("c", "null", row)).items();

        assertThat(items).hasSize(200).allSatisfy(item -> assertThat(item.bytes().length).isLessThan(2_000));
        assertThat(read("application/json", new String(items.get(199).bytes(), UTF_8)).items()).singleElement()
            .satisfies(item -> assertThat(((Verdict.Context) item.verdict()).eventId()).isEqualTo("line-199"));
    }

    private static final String UNTOLD = "\"__debezium_unavailable_value\"";

    @Test
    void aColumnThatIsNotToldHasItsEarlierValue() {
        var activity = activityOf(only(change("u", ROW, ROW.replace("\"plant-1\"", UNTOLD))));

        assertThat(activity.getSourceId()).isEqualTo("plant-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__debezium_unavailable_value", "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="})
    void aColumnNobodyTellsIsNamedAndNeverData(String placeholder) {
        var held = only(change("u", "null", ROW.replace("\"plant-1\"", '"' + placeholder + '"')));

        assertThat(held).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(held)).containsExactly("FIELD_MISSING source_id");
    }

    @Test
    void aColumnThatIsNotToldAndMeansNothingHoldsNothing() {
        assertThat(activityOf(only(change("u", "null", ROW.replace("\"new\"", UNTOLD)))).getEventId())
            .isEqualTo("row-1");
        var unmapped = change("u", "null", "{\"id\":1,\"note\":" + UNTOLD + ",\"total\":1}");
        assertThat(reasonsOf(only(unmapped))).containsExactly("MAPPING_NOT_FOUND table");
    }

    @Test
    void anOutboxEventNobodyKnowsWaits() {
        var row = """
                {"id":"8b1c","aggregatetype":"order","aggregateid":"1","type":"OrderPlaced","payload":"{\\"total\\":1}"}""";

        assertThat(reasonsOf(only(change("c", "null", row)))).containsExactly("MAPPING_NOT_FOUND type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[", "7", "\"text\"", "{\"op\":\"x\",\"after\":{}}", "{\"op\":\"c\",\"after\":7}",
            "{\"payload\":7,\"schema\":{}}", "{\"op\":\"c\",\"after\":{\"id\":{}, \"activity\":[], \"kind\":1}}"})
    void rubbishIsAnsweredAndNeverThrows(String body) {
        assertThat(reasonsOf(only(body))).isNotEmpty();
    }

    @Test
    void noMappingIsAskedForWhereColumnsShout() {
        var row = "{\"ID\":1,\"KIND\":\"energy\",\"ACTIVITY\":\"electricity.grid\",\"QUANTITY\":1,\"UNIT\":\"kWh\","
                + "\"OCCURRED_AT\":\"2025-11-03\"}";

        var activity = activityOf(only(change("c", "null", row)));

        assertThat(activity.getEventId()).isEqualTo("1");
        assertThat(activity.getSourceId()).isEqualTo("cdc:foo.bar.events");
        assertThat(Optional.ofNullable(activity.getOccurredAt())).hasToString("Optional[2025-11-03T00:00:00Z]");
    }
}
