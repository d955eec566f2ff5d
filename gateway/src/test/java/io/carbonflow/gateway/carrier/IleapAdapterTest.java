package io.carbonflow.gateway.carrier;

import static io.carbonflow.gateway.carrier.CarrierSamples.moved;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.intake.contract.ContentHash;
import io.carbonflow.intake.contract.Verdict;

class IleapAdapterTest {

    private static final String FOOTPRINT = """
            {"data":[{"id":"d9be4477","specVersion":"2.0.0","version":3,"created":"2022-05-22T21:47:32Z","status":"Active",
             "pcf":{"pCfExcludingBiogenic":"8,42769","referencePeriodStart":"2021-01-01T00:00:00Z","referencePeriodEnd":"2022-01-01T00:00:00Z"},
             "extensions":[{"specVersion":"2.0.0","dataSchema":"shipment-footprint","data":{"mass":"87","shipmentId":"1237890","tces":[
              {"tceId":"1","tocId":"truck-40t-euro5-de","mass":"87","distance":{"actual":"423"},"transportActivity":"3.6801","co2eWTW":"3.6801","co2eTTW":"3.2801"},
              {"tceId":"2","tocId":"toc-b","mass":"87","distance":{"sfd":"100"},"transportActivity":"8.7","co2eWTW":"0.5","co2eTTW":"0.1",
               "departureAt":"2021-03-04T05:06:07Z"},
              {"tceId":"3","hocId":"hub-1","mass":"87","co2eWTW":"0.25"}]}}]},
             {"tocId":"toc-b","mode":"Rail","loadFactor":"0.6","temperatureControl":"refrigerated"},
             {"hocId":"hub-1","hubType":"storageAndTransshipment"}]}""";

    private final IleapAdapter adapter = CarrierSamples.ileap();

    private List<Verdict> verdicts(String payload) {
        return CarrierSamples.verdicts(adapter, payload);
    }

    private Verdict first(String payload) {
        return verdicts(payload).get(0);
    }

    @Test
    void takesTheCarriersOwnFigureAsTheOfficialResult() {
        var activity = activityOf(first(CarrierSamples.ILEAP));

        assertThat(activity.getEventId()).isEqualTo("ileap:1237890:abcdef");
        assertThat(moved(activity)).isEqualTo("87 kg, 423 km");
        assertThat(((LogisticsBody) activity.getBody()).getCarriedKgCo2eWtw()).isEqualTo("3.6801");
        assertThat(activity.getAttributes()).containsEntry("co2e_ttw_kg", "3.2801")
            .containsEntry("toc_id", "truck-40t-euro5-de");
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
        assertThat(activity.getDataQuality()).isEqualTo("supplier_given");
    }

    @Test
    void isTheSameWheneverItComesThoughItHasNoTimeOfItsOwn() {
        var one = activityOf(first(CarrierSamples.ILEAP));
        var later = activityOf(CarrierSamples.read(adapter, CarrierSamples.ILEAP, Instant.parse("2025-11-05T00:00:00Z"))
            .items()
            .get(0)
            .verdict());

        assertThat(later.getOccurredAt()).isEqualTo(Instant.parse("2025-11-05T00:00:00Z"));
        assertThat(ContentHash.of(later)).isEqualTo(ContentHash.of(one));
        assertThat(one.getAttributes().get("warnings")).contains("time of receipt");
    }

    @ParameterizedTest
    @CsvSource({"36.801, true", "36.8, true", "37, true", "36.9, false", "3.6801, false", "0, false"})
    void worksTheTransportActivityOutAgain(String stated, boolean agrees) {
        var verdict = first(CarrierSamples.ILEAP.replace("36.801", stated));

        assertThat(reasonsOf(verdict)).isEqualTo(agrees ? List.of() : List.of("FIELD_INVALID transportActivity"));
    }

    @Test
    void saysWhatTheTransportActivityShouldBe() {
        var refused = (Verdict.Refused) first(CarrierSamples.ILEAP.replace("36.801", "3.6801"));

        assertThat(refused.reasons().get(0).getDetail()).contains("87 × 423 / 1000 = 36.801", "found 3.6801");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "co2eWTW":"3.6801"           | "co2eWTW":"3,6801"             | FIELD_INVALID co2eWTW
            "distance":{"actual":"423"}  | "distance":{"actual":"4,23"}   | FIELD_INVALID distance.actual
            "distance":{"actual":"423"}  | "distance":{}                  | FIELD_MISSING distance
            "co2eWTW":"3.6801"           | "co2eWTW":"-1"                 | QUANTITY_NEGATIVE co2eWTW
            "tceId":"abcdef"             | "tceId":""                     | FIELD_MISSING tceId
            "transportActivity":"36.801" | "transportActivity":"NaN"      | FIELD_INVALID transportActivity
            """)
    void refusesWhatCannotBe(String part, String replacement, String reason) {
        assertThat(reasonsOf(first(CarrierSamples.ILEAP.replace(part, replacement)))).containsExactly(reason);
    }

    @Test
    void makesALegOfEveryElementAndNothingOfTheCategories() {
        List<Verdict> legs = verdicts(FOOTPRINT);

        assertThat(legs).hasSize(5);
        assertThat(reasonsOf(legs.get(0))).containsExactly("FIELD_INVALID transportActivity");
        var rail = activityOf(legs.get(1));
        assertThat(rail.getActivity()).isEqualTo("freight.rail");
        assertThat(rail.getOccurredAt()).isEqualTo(Instant.parse("2021-03-04T05:06:07Z"));
        assertThat(rail.getAttributes()).containsEntry("distance_kind", "shortest_feasible")
            .containsEntry("temperature_controlled", "true")
            .containsEntry("toc_load_factor", "0.6");
        var hub = activityOf(legs.get(2));
        assertThat(hub.getActivity()).isEqualTo("freight.hub.storage_and_transshipment");
        assertThat(hub.getPeriodEnd()).isEqualTo(Instant.parse("2022-01-01T00:00:00Z"));
        assertThat(legs.get(3)).isEqualTo(new Verdict.Context("ileap:toc-b", "ileap", "operation_category"));
    }

    @Test
    void ordersFootprintsByVersionAndCancelsWhatIsDeprecated() {
        var active = activityOf(verdicts(FOOTPRINT).get(1));
        var deprecated = activityOf(verdicts(FOOTPRINT.replace("\"Active\"", "\"Deprecated\"")).get(1));
        var newer = activityOf(verdicts(FOOTPRINT.replace("\"version\":3", "\"version\":12")).get(1));

        assertThat(deprecated.getOperation()).isEqualTo("cancel");
        assertThat(deprecated.getRevision()).isGreaterThan(active.getRevision());
        assertThat(newer.getRevision()).isGreaterThan(deprecated.getRevision());
    }

    @Test
    void holdsALegWhoseOperationNobodyDescribedAndTakesAStoredOne() {
        var unknown = CarrierSamples.ILEAP.replace("truck-40t-euro5-de", "Q-99");

        assertThat(first(unknown)).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(first(unknown))).containsExactly("FIELD_MISSING mode");
        assertThat(activityOf(first(unknown.replace("Q-99", "X-17"))).getActivity()).isEqualTo("freight.rail");
    }

    @Test
    void readsTransportActivityData() {
        var activity = activityOf(
                first("""
                        {"activityId":"A-1","consignmentIds":["C"],"mode":"InlandWaterway","mass":"1000","distance":{"actual":"50"},
                         "origin":{"city":"Duisburg","country":{"geographyCountry":"DE"}},"departureAt":"2025-05-05T00:00:00Z"}"""));

        assertThat(activity.getEventId()).isEqualTo("ileap:tad:A-1");
        assertThat(activity.getActivity()).isEqualTo("freight.inland_waterway");
        assertThat(activity.getCountry()).isEqualTo("DE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}          | FIELD_MISSING tces
            {"tces":[]} | FIELD_MISSING tces
            [1]         | MALFORMED
            x           | MALFORMED
            """)
    void refusesWhatIsNoFootprint(String payload, String reason) {
        assertThat(reasonsOf(first(payload))).containsExactly(reason);
    }
}
