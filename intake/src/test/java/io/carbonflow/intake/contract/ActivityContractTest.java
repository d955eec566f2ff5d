package io.carbonflow.intake.contract;

import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.aShipment;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.anEnergyActivity;
import static io.carbonflow.intake.contract.Samples.detailOf;
import static io.carbonflow.intake.contract.Samples.json;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.SupplierBody;

class ActivityContractTest {

    private final ActivityContract contract = new ActivityContract(Samples.CONFIG);

    private Verdict examine(JsonNode item) {
        return contract.examine(item, RECEIVED_AT);
    }

    private static ObjectNode with(String field, String jsonValue) {
        ObjectNode item = anEnergyActivity();
        item.set(field, json(jsonValue));
        return item;
    }

    @Test
    void acceptsTheDocumentedActivityAsItIs() {
        var activity = activityOf(examine(anEnergyActivity()));

        assertThat(activity.getEventId()).isEqualTo("evt-0001");
        assertThat(activity.getKind()).isEqualTo(ActivityKind.ENERGY);
        assertThat(activity.getQuantity()).isEqualTo("1247.3");
        assertThat(activity.getUnit()).isEqualTo("kWh");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2025-11-03T10:00:00Z"));
        assertThat(activity.getPeriodStart()).isNull();
        assertThat(activity.getSupplierId()).isEqualTo("SUP_042_DE");
        assertThat(activity.getCountry()).isEqualTo("DE");
        assertThat(activity.getDataQuality()).isEqualTo("measured");
        assertThat(activity.getBody()).isInstanceOf(EnergyBody.class);
    }

    @Test
    void takesTheEventInWhosePlaceThisOneStandsAndRefusesItself() {
        assertThat(activityOf(examine(anEnergyActivity().put("replaces_event_id", "estimate-1")))
            .getReplacesEventId()).isEqualTo("estimate-1");
        assertThat(activityOf(examine(anEnergyActivity())).getReplacesEventId()).isNull();
        assertThat(reasonsOf(examine(anEnergyActivity().put("replaces_event_id", "evt-0001"))))
            .containsExactly("FIELD_INVALID replaces_event_id");
    }

    @Test
    void namesEveryMissingFieldAtOnce() {
        assertThat(reasonsOf(examine(json("{}")))).containsExactly("FIELD_MISSING id", "FIELD_MISSING source_id",
                "FIELD_MISSING kind", "FIELD_MISSING activity", "FIELD_MISSING quantity", "FIELD_MISSING unit",
                "FIELD_MISSING occurred_at");
    }

    @Test
    void namesEveryBrokenRuleAtOnceInTheOrderOfTheCodes() {
        var item = json("""
                {"id":"e","kind":"energy","activity":"electricity.moon","quantity":-1,"unit":"kilofoo",
                 "occurred_at":"2025-11-03T10:00:00","country":"Germany"}""");

        assertThat(reasonsOf(examine(item))).containsExactly("FIELD_MISSING source_id", "FIELD_INVALID country",
                "QUANTITY_NEGATIVE quantity", "UNIT_UNKNOWN unit", "ACTIVITY_UNKNOWN activity",
                "TIMESTAMP_WITHOUT_ZONE occurred_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null"})
    void refusesWhatIsNoObject(String text) {
        assertThat(reasonsOf(examine(json(text)))).containsExactly("MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id            | 7                           | FIELD_INVALID id
            id            | "  "                        | FIELD_INVALID id
            id            | "a\\u0000b"                 | FIELD_INVALID id
            id            | "\\ud800"                   | FIELD_INVALID id
            source_id     | {}                          | FIELD_INVALID source_id
            facility_id   | ""                          | FIELD_INVALID facility_id
            kind          | "energetic"                 | FIELD_INVALID kind
            kind          | "logistics"                 | FIELD_INVALID kind
            activity      | 5                           | FIELD_INVALID activity
            activity      | "spend.naics.12345"         | ACTIVITY_UNKNOWN activity
            quantity      | "twelve"                    | FIELD_INVALID quantity
            quantity      | "1,5"                       | FIELD_INVALID quantity
            quantity      | "NaN"                       | FIELD_INVALID quantity
            quantity      | "Infinity"                  | FIELD_INVALID quantity
            quantity      | true                        | FIELD_INVALID quantity
            quantity      | [1]                         | FIELD_INVALID quantity
            quantity      | -0.001                      | QUANTITY_NEGATIVE quantity
            quantity      | "-5"                        | QUANTITY_NEGATIVE quantity
            quantity      | 1e15                        | OUT_OF_RANGE quantity
            quantity      | 1000000000000000            | OUT_OF_RANGE quantity
            quantity      | 1e999999999                 | OUT_OF_RANGE quantity
            quantity      | 1e99999999999999            | OUT_OF_RANGE quantity
            quantity      | 1e-999999999                | OUT_OF_RANGE quantity
            quantity      | "1E+999999999"              | OUT_OF_RANGE quantity
            unit          | "kilofoo"                   | UNIT_UNKNOWN unit
            unit          | 5                           | FIELD_INVALID unit
            unit          | "kW"                        | UNIT_MISMATCH unit
            unit          | "t.km"                      | UNIT_MISMATCH unit
            occurred_at   | "2025-11-03T10:00:00"       | TIMESTAMP_WITHOUT_ZONE occurred_at
            occurred_at   | "2025-11-03 10:00:00"       | TIMESTAMP_WITHOUT_ZONE occurred_at
            occurred_at   | "yesterday"                 | FIELD_INVALID occurred_at
            occurred_at   | "2025-13-03T10:00:00Z"      | FIELD_INVALID occurred_at
            occurred_at   | 1762164000                  | FIELD_INVALID occurred_at
            occurred_at   | "2025-11-03T10:05:06Z"      | TIMESTAMP_IN_FUTURE occurred_at
            occurred_at   | "1970-01-01T00:33:28Z"      | OUT_OF_RANGE occurred_at
            period_start  | "2025-11-03T09:00:00Z"      | FIELD_MISSING period_end
            country       | "XX"                        | FIELD_INVALID country
            country       | "DEU"                       | FIELD_INVALID country
            subdivision   | "FR-75"                     | FIELD_INVALID subdivision
            subdivision   | "somewhere nice"            | FIELD_INVALID subdivision
            data_quality  | "guessed"                   | FIELD_INVALID data_quality
            attributes    | []                          | FIELD_INVALID attributes
            """)
    void refusesOneBrokenRuleWithItsCodeAndField(String field, String value, String reason) {
        assertThat(reasonsOf(examine(with(field, value)))).containsExactly(reason);
    }

    @Test
    void refusesAnIdOfMoreThanTwoHundredCharacters() {
        assertThat(reasonsOf(examine(with("id", '"' + "x".repeat(200) + '"')))).isEmpty();
        assertThat(reasonsOf(examine(with("id", '"' + "x".repeat(201) + '"')))).containsExactly("FIELD_INVALID id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "1247.30"        | 1247.30
            1247.3           | 1247.3
            0                | 0
            1.5e3            | 1500
            " 7.5 "          | 7.5
            999999999999999  | 999999999999999
            0.0000000000000000000000000000000000000001 | 0.0000000000000000000000000000000000000001
            """)
    void keepsEveryDigitOfAQuantity(String value, String quantity) {
        assertThat(activityOf(examine(with("quantity", value))).getQuantity()).isEqualTo(quantity);
    }

    @Test
    void explainsThatAPowerIsNoEnergy() {
        assertThat(detailOf(examine(with("unit", "\"kW\"")))).isEqualTo(
                "the unit kW measures a power; electricity.grid takes an energy, such as kWh");
    }

    @Test
    void explainsAnAmbiguousUnit() {
        assertThat(detailOf(examine(with("unit", "\"ton\"")))).contains("ambiguous", "short_ton");
    }

    @Test
    void takesATimeInAnyZoneAndKeepsTheInstant() {
        var activity = activityOf(examine(with("occurred_at", "\"2025-11-03T11:00:00.123456789+01:00\"")));

        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2025-11-03T10:00:00.123456Z"));
    }

    @Test
    void takesAClockThatIsAheadByLessThanFiveMinutes() {
        assertThat(reasonsOf(examine(with("occurred_at", "\"2025-11-03T10:05:05Z\"")))).isEmpty();
    }

    @Test
    void letsThePeriodStandForTheTime() {
        ObjectNode item = with("period_start", "\"2025-11-01T00:00:00Z\"");
        item.put("period_end", "2025-11-02T00:00:00Z").remove("occurred_at");

        assertThat(activityOf(examine(item)).getOccurredAt()).isEqualTo(Instant.parse("2025-11-01T00:00:00Z"));
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        ObjectNode item = with("period_start", "\"2025-11-02T00:00:00Z\"");
        item.put("period_end", "2025-11-02T00:00:00Z");

        assertThat(reasonsOf(examine(item))).containsExactly("FIELD_INVALID period_end");
    }

    @Test
    void keepsUnknownAttributesAndIgnoresUnknownFields() {
        ObjectNode item = with("attributes",
                "{\"own_fleet\":true,\"note\":\"n\",\"deep\":{\"a\":[1.50]},\"none\":null}");
        item.put("surprise", 1);

        assertThat(activityOf(examine(item)).getAttributes()).containsOnly(org.assertj.core.api.Assertions
            .entry("own_fleet", "true"), org.assertj.core.api.Assertions.entry("note", "n"),
                org.assertj.core.api.Assertions.entry("deep", "{\"a\":[1.50]}"));
    }

    @Test
    void refusesAnAttributeThatNoDatabaseHolds() {
        assertThat(reasonsOf(examine(with("attributes", "{\"note\":\"a\\u0000b\"}"))))
            .containsExactly("FIELD_INVALID attributes.note");
    }

    @Test
    void carriesAGridIntensityThatCameWithTheActivity() {
        var activity = activityOf(examine(with("attributes", "{\"grid_carbon_intensity_gco2_kwh\":\"385.2\"}")));

        assertThat(((EnergyBody) activity.getBody()).getCarriedGridIntensityGPerKwh()).isEqualTo("385.2");
        assertThat(activity.getAttributes()).isEmpty();
    }

    @Test
    void carriesAGridIntensityThatStandsBesideTheOtherFieldsAsInAReading() {
        var activity = activityOf(examine(with("grid_carbon_intensity_gco2_kwh", "385.2")));

        assertThat(((EnergyBody) activity.getBody()).getCarriedGridIntensityGPerKwh()).isEqualTo("385.2");
    }

    @Test
    void refusesACarriedGridIntensityThatIsNoNumber() {
        assertThat(reasonsOf(examine(with("grid_carbon_intensity_gco2_kwh", "\"clean\""))))
            .containsExactly("FIELD_INVALID grid_carbon_intensity_gco2_kwh");
    }

    @Test
    void takesFreightAsMassAndDistance() {
        var activity = activityOf(examine(aShipment()));

        var body = (LogisticsBody) activity.getBody();
        assertThat(activity.getQuantity()).isNull();
        assertThat(body.getMass() + body.getMassUnit()).isEqualTo("87kg");
        assertThat(body.getDistance() + body.getDistanceUnit()).isEqualTo("423km");
    }

    @ParameterizedTest
    @CsvSource({"36.801, ''", "36.8, ''", "3.6801, FIELD_INVALID quantity", "36.81, FIELD_INVALID quantity"})
    void holdsStatedTonneKilometresAgainstMassTimesDistance(String stated, String reason) {
        ObjectNode item = aShipment();
        item.put("quantity", stated).put("unit", "t.km");

        assertThat(String.join("", reasonsOf(examine(item)))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mass          | null        | FIELD_MISSING attributes.mass
            distance_unit | null        | FIELD_MISSING attributes.distance_unit
            mass_unit     | "km"        | UNIT_MISMATCH attributes.mass_unit
            mass_unit     | "stone"     | UNIT_UNKNOWN attributes.mass_unit
            mass          | -1          | QUANTITY_NEGATIVE attributes.mass
            direction     | "sideways"  | FIELD_INVALID attributes.direction
            paid_by       | "nobody"    | FIELD_INVALID attributes.paid_by
            """)
    void refusesFreightWithABrokenAttribute(String field, String value, String reason) {
        ObjectNode item = aShipment();
        ((ObjectNode) item.get("attributes")).set(field, json(value));

        assertThat(reasonsOf(examine(item))).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            distance_kind          | "shortest_feasible" | ''
            distance_kind          | "great_circle"      | FIELD_INVALID attributes.distance_kind
            distance_kind          | "winding"           | FIELD_INVALID attributes.distance_kind
            distance_adjustment    | 0                   | FIELD_INVALID attributes.distance_adjustment
            temperature_controlled | true                | ''
            temperature_controlled | "cold"              | FIELD_INVALID attributes.temperature_controlled
            energy                 | 5                   | FIELD_MISSING attributes.energy_activity
            """)
    void holdsTheAttributesOfFreightAgainstItsRules(String field, String value, String reason) {
        ObjectNode item = aShipment();
        ((ObjectNode) item.get("attributes")).set(field, json(value));

        assertThat(String.join("", reasonsOf(examine(item)))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"activity":"freight.road","distance":40,"distance_unit":"km"},{"hub":"terminal"}] | ''
            [{"activity":"freight.road","distance":-40,"distance_unit":"km"}]                  | QUANTITY_NEGATIVE attributes.legs[0].distance
            [{"activity":"freight.rope","distance":40,"distance_unit":"km"}]                   | ACTIVITY_UNKNOWN attributes.legs[0].activity
            []                                                                                 | FIELD_INVALID attributes.legs
            """)
    void takesAChainOfLegs(String legs, String reason) {
        ObjectNode item = aShipment();
        ObjectNode attributes = (ObjectNode) item.get("attributes");
        attributes.remove(List.of("distance", "distance_unit"));
        attributes.set("legs", json(legs));

        assertThat(String.join("", reasonsOf(examine(item)))).isEqualTo(reason);
    }

    @Test
    void takesTheMassAHubHandles() {
        ObjectNode item = aShipment();
        item.put("activity", "freight.hub.warehouse");
        ((ObjectNode) item.get("attributes")).remove(List.of("distance", "distance_unit"));

        assertThat(activityOf(examine(item)).getActivity()).isEqualTo("freight.hub.warehouse");
    }

    @Test
    void asksForTheQuantityOfFreightThatSaysNothing() {
        ObjectNode item = aShipment();
        item.remove("attributes");

        assertThat(reasonsOf(examine(item))).containsExactly("FIELD_MISSING quantity", "FIELD_MISSING unit");
    }

    @Test
    void namesTheActivitiesNearestToOneItDoesNotKnow() {
        var item = json("""
                {"id":"e","kind":"energy","activity":"electricity.gird","quantity":1,"unit":"kWh",
                 "occurred_at":"2025-01-01T00:00:00Z","source_id":"M"}""");

        assertThat(detailOf(examine(item))).contains("nearest are electricity.grid,");
    }

    @Test
    void takesSpendWithItsPriceYear() {
        var item = json("""
                {"id":"p","kind":"procurement","activity":"spend.naics.334111","quantity":"1000.00","unit":"USD",
                 "occurred_at":"2025-01-01T00:00:00Z","source_id":"ERP","attributes":{"price_year":2024}}""");

        assertThat(((ProcurementBody) activityOf(examine(item)).getBody()).getPriceYear()).isEqualTo(2024);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kg_co2e_per_unit":"1.5","unit":"kg"}                                                   |
            {"kg_co2e_per_unit":"1.5"}                                                               | FIELD_MISSING attributes.supplier_factor.unit
            {"unit":"kg"}                                                                            | FIELD_MISSING attributes.supplier_factor.kg_co2e_per_unit
            {"kg_co2e_per_unit":1,"unit":"L"}                                                        | UNIT_MISMATCH attributes.supplier_factor.unit
            {"kg_co2e_per_unit":1,"unit":"kg","valid_from":"2025-01-01","valid_to":"2024-12-31"}     | FIELD_INVALID attributes.supplier_factor.valid_to
            {"kg_co2e_per_unit":1,"unit":"kg","valid_from":"soon"}                                   | FIELD_INVALID attributes.supplier_factor.valid_from
            "1.5"                                                                                    | FIELD_INVALID attributes.supplier_factor
            """)
    void readsASuppliersOwnFactor(String factor, String reason) {
        var item = (ObjectNode) json("""
                {"id":"s","kind":"supplier","activity":"product.A-1","quantity":2,"unit":"t",
                 "occurred_at":"2025-01-01T00:00:00Z","source_id":"S","attributes":{}}""");
        ((ObjectNode) item.get("attributes")).set("supplier_factor", json(factor));

        var verdict = examine(item);

        assertThat(reasonsOf(verdict)).containsExactlyElementsOf(
                reason == null ? java.util.List.of() : java.util.List.of(reason));
        if (reason == null) {
            assertThat(((SupplierBody) activityOf(verdict).getBody()).getFactor().getKgCo2ePerUnit()).isEqualTo("1.5");
        }
    }
}
