package io.carbonflow.intake.mapping;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.json;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class MappingTest {

    private static final String SHIPMENTS = """
            {"id":"tms","format":"json","items":"/shipments/*/legs","zone":"Europe/Berlin","date_format":"dd.MM.yyyy HH:mm",
             "fields":{
              "id":{"join":["tms:",{"from":"/no","of":"parent"},":",{"from":"/seq"}]},
              "activity":{"from":"/mode","map":{"LKW":"freight.road.hgv","BAHN":"freight.rail"}},
              "occurred_at":{"from":"/departed"},
              "source_id":{"from":"/system","of":"document"},
              "attributes.mass":{"from":"/kg","of":"parent","unit":"kg"},
              "attributes.distance":{"from":"/metres","scale":"0.001","unit":"km"},
              "attributes.direction":{"value":"inbound"},
              "revision":{"from":"/changed","of":"parent"}},
             "when":[{"from":"/state","in":["DEPARTED","ARRIVED"]}]}""";
    private static final String DELIVERY = """
            {"system":"TMS-1","shipments":[{"no":"0047","kg":87,"changed":"2025-11-03T08:00:00Z","legs":[
              {"seq":1,"mode":"LKW","departed":"02.11.2025 09:30","metres":423000,"state":"ARRIVED"},
              {"seq":2,"mode":"BAHN","departed":"03.11.2025 01:00","metres":"12500","state":"PLANNED"}]}]}""";
    private static final String ROWS = """
            {"format":"csv","decimal":"comma","fields":{
              "id":{"from":"Beleg"},
              "activity":{"value":"fuel.diesel"},
              "quantity":{"from":"Menge","unit":{"from":"Einheit","map":{"Ltr":"l","KG":"kg"}}},
              "occurred_at":{"from":"Datum","date_format":"dd.MM.yyyy","zone":"Europe/Berlin"},
              "facility_id":{"from":"Werk","map":{"M":"MUENCHEN"},"else":"SONST"},
              "attributes.note":{"from":"Notiz","default":"none"}}}""";

    private final ActivityContract contract = new ActivityContract(Samples.CONFIG);

    private static Mapping mapping(String document) {
        return MappingReader.read(json(document)).fold(read -> read, faults -> {
            throw new AssertionError(faults.toString());
        });
    }

    private Verdict verdict(Mapping mapping, Place place) {
        return mapping.examine(place, Map.of("source_id", "given"),
                activity -> contract.examine(activity, Samples.RECEIVED_AT));
    }

    private Verdict leg(String document, String delivery, int index) {
        Mapping mapping = mapping(document);
        return verdict(mapping, mapping.places(json(delivery)).get(index));
    }

    private Verdict row(String row) {
        return verdict(mapping(ROWS), Place.alone(json(row)));
    }

    @Test
    void makesAnActivityOfEveryLegWithWhatItsShipmentAndItsDeliverySay() {
        RawActivity activity = activityOf(leg(SHIPMENTS, DELIVERY, 0));

        var body = (LogisticsBody) activity.getBody();
        assertThat(activity.getEventId()).isEqualTo("tms:0047:1");
        assertThat(activity.getSourceId()).isEqualTo("TMS-1");
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
        // 09:30 in Berlin in November is 08:30 in UTC.
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2025-11-02T08:30:00Z"));
        assertThat(body.getMass() + " " + body.getMassUnit()).isEqualTo("87 kg");
        assertThat(body.getDistance() + " " + body.getDistanceUnit()).isEqualTo("423.000 km");
        assertThat(body.getDirection()).isEqualTo("inbound");
    }

    @Test
    void ordersVersionsByTheTimeOfTheirChangeInDigitsOfFixedWidth() {
        // 2025-11-03T08:00:00Z is 1762156800 seconds after 1970.
        assertThat(activityOf(leg(SHIPMENTS, DELIVERY, 0)).getRevision()).isEqualTo("00001762156800000000");
        assertThat(((Verdict.Accepted) leg(SHIPMENTS, DELIVERY, 0)).orderedBy()).isEqualTo("tms:0047:1");
    }

    @Test
    void countsWhatNoConditionWantsAsContext() {
        assertThat(leg(SHIPMENTS, DELIVERY, 1))
            .isEqualTo(new Verdict.Context("tms:0047:2", "TMS-1", "mapping_condition"));
    }

    @Test
    void holdsAnItemWhoseWordNobodyHasExplained() {
        Verdict held = leg(SHIPMENTS, DELIVERY.replace("LKW", "DROHNE"), 0);

        assertThat(held).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(held)).containsExactly("MAPPING_NOT_FOUND /mode");
        assertThat(((Verdict.Held) held).eventId()).isEqualTo("tms:0047:1");
    }

    @Test
    void knowsWhetherAnItemNeedsWhatStandsAroundIt() {
        assertThat(mapping(SHIPMENTS).standsAlone()).isFalse();
        assertThat(mapping(ROWS).standsAlone()).isTrue();
    }

    @Test
    void takesADocumentWithoutItsItemsArrayForOneItem() {
        assertThat(mapping(SHIPMENTS).places(json("{\"seq\":1}"))).hasSize(1);
        assertThat(mapping(SHIPMENTS).places(json("{\"shipments\":[]}"))).isEmpty();
    }

    @Test
    void readsARowWithDecimalCommaLocalDateAndUnitsInOtherWords() {
        RawActivity activity = activityOf(row(
                "{\"Beleg\":\"007\",\"Menge\":\"1.234,50\",\"Einheit\":\"Ltr\",\"Datum\":\"01.07.2025\",\"Werk\":\"X\",\"Notiz\":\"\"}"));

        assertThat(activity.getEventId()).isEqualTo("007");
        assertThat(activity.getQuantity() + " " + activity.getUnit()).isEqualTo("1234.50 L");
        // Midnight in Berlin in July is 22:00 of the day before in UTC.
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2025-06-30T22:00:00Z"));
        assertThat(activity.getFacilityId()).isEqualTo("SONST");
        assertThat(activity.getAttributes()).isEqualTo(Map.of("note", "none"));
        assertThat(activity.getSourceId()).isEqualTo("given");
    }

    @Test
    void findsAColumnWhateverItsCase() {
        assertThat(activityOf(row(
                "{\" BELEG \":\"1\",\"menge\":\"2\",\"EINHEIT\":\"KG\",\"datum\":\"01.07.2025\",\"Werk\":\"M\"}"))
            .getFacilityId()).isEqualTo("MUENCHEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Menge | 12x        | FIELD_INVALID Menge
            Menge | 1.2        | FIELD_INVALID Menge
            Menge | -5         | QUANTITY_NEGATIVE Menge
            Menge | ''         | FIELD_MISSING Menge
            Datum | 2025-07-01 | FIELD_INVALID Datum
            Datum | 20.20.2025 | FIELD_INVALID Datum
            Datum | 31.02.2025 | FIELD_INVALID Datum
            Datum | 01.07.2031 | TIMESTAMP_IN_FUTURE Datum
            Beleg | ''         | FIELD_MISSING Beleg
            """)
    void namesTheColumnThatCannotBeMapped(String column, String value, String reason) {
        var row = (com.fasterxml.jackson.databind.node.ObjectNode) json(
                "{\"Beleg\":\"1\",\"Menge\":\"2,5\",\"Einheit\":\"KG\",\"Datum\":\"01.07.2025\",\"Werk\":\"M\"}");
        row.put(column, value);

        assertThat(reasonsOf(verdict(mapping(ROWS), Place.alone(row)))).containsExactly(reason);
    }

    @Test
    void refusesAnObjectWhereAValueShouldStand() {
        assertThat(reasonsOf(leg(SHIPMENTS, DELIVERY.replace("423000", "{\"m\":1}"), 0)))
            .containsExactly("FIELD_INVALID /metres");
    }

    @ParameterizedTest
    @CsvSource({"epoch_millis, 1762156800123, 2025-11-03T08:00:00.123Z",
            "epoch_seconds, 1762156800, 2025-11-03T08:00:00Z",
            "epoch_micros, 1762156800000001, 2025-11-03T08:00:00.000001Z", "epoch_days, 20394, 2025-11-02T00:00:00Z"})
    void readsCountsSinceNineteenSeventy(String format, String value, String expected) {
        var document = SHIPMENTS.replace("{\"from\":\"/departed\"}",
                "{\"from\":\"/departed\",\"date_format\":\"" + format + "\"}");

        assertThat(activityOf(leg(document, DELIVERY.replace("\"02.11.2025 09:30\"", value), 0)).getOccurredAt())
            .isEqualTo(Instant.parse(expected));
    }

    @Test
    void refusesALocalTimeWhereNeitherTheMappingNorTheTimeNamesAZone() {
        var document = SHIPMENTS.replace("\"zone\":\"Europe/Berlin\",", "");

        assertThat(reasonsOf(leg(document, DELIVERY, 0))).containsExactly("TIMESTAMP_WITHOUT_ZONE /departed");
    }

    @Test
    void cancelsWhatTheSenderNoLongerHas() {
        var document = SHIPMENTS.replace("\"revision\":",
                "\"operation\":{\"from\":\"/state\",\"map\":{\"ARRIVED\":\"cancel\"},\"else\":\"book\"},\"revision\":");

        assertThat(activityOf(leg(document, DELIVERY, 0)).getOperation()).isEqualTo("cancel");
        assertThat(reasonsOf(leg(document, DELIVERY.replace(",\"changed\":\"2025-11-03T08:00:00Z\"", ""), 0)))
            .containsExactly("FIELD_MISSING /changed");
    }

    @Test
    void choosesByChannelSupplierTableAndColumns() {
        var applies = new AppliesTo("files", "S1", null, List.of("Beleg", "Menge"));

        assertThat(applies.fits("files", "S1", null, List.of("menge", "Beleg ", "Rest"))).isTrue();
        assertThat(applies.fits("files", "S2", null, List.of("Menge", "Beleg"))).isFalse();
        assertThat(applies.fits("files", "S1", null, List.of("Menge"))).isFalse();
        assertThat(new AppliesTo(null, null, "orders", List.of()).fits("cdc", null, "public.orders", List.of()))
            .isTrue();
        assertThat(AppliesTo.NOTHING.fits("files", null, null, List.of())).isFalse();
    }
}
