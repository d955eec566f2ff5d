package io.carbonflow.gateway.carrier;

import static io.carbonflow.gateway.carrier.CarrierSamples.moved;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ContentHash;
import io.carbonflow.intake.contract.Verdict;

class DhlAdapterTest {

    private static final String PLAIN = """
            {"shipments":[{"id":"00340434292135100124","service":"parcel-de",
             "origin":{"address":{"countryCode":"NL","postalCode":"1043 AG"}},
             "destination":{"address":{"countryCode":"DE","postalCode":"80331"}},
             "status":{"timestamp":"2025-10-02T07:53:47Z","statusCode":"transit"},
             "details":{"weight":{"value":12.5,"unitText":"kg"}},
             "events":[{"timestamp":"2025-10-02T07:53:47Z","statusCode":"transit"},
              {"timestamp":"2025-10-01T18:00:00+02:00","statusCode":"transit"},
              {"timestamp":"2025-10-01T09:00:00+02:00","statusCode":"pre-transit"}]}]}""";

    private final DhlAdapter adapter = CarrierSamples.dhl();

    private Verdict first(String payload) {
        return CarrierSamples.verdicts(adapter, payload).get(0);
    }

    private RawActivity activity(String payload) {
        return activityOf(first(payload));
    }

    @Test
    void keepsLeadingZerosAndTakesTheStoredLane() {
        var activity = activity(PLAIN);

        assertThat(activity.getEventId()).isEqualTo("dhl:00340434292135100124:1");
        assertThat(moved(activity)).isEqualTo("12.5 kg, 823 km");
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
        assertThat(activity.getAttributes()).containsEntry("distance_basis", "lane")
            .containsEntry("mode_reason", "the service is one of road services")
            .doesNotContainKeys("warnings", "distance_kind");
    }

    @Test
    void readsAnIdThatIsANumber() {
        assertThat(((Verdict.Held) first(CarrierSamples.DHL)).eventId()).isEqualTo("dhl:7777777770:1");
    }

    @Test
    void holdsTheSampleWhoseOriginIsItsDestinationAndSaysWhatWouldHelp() {
        assertThat(reasonsOf(first(CarrierSamples.DHL))).containsExactly("FIELD_MISSING distance");
        assertThat(((Verdict.Held) first(CarrierSamples.DHL)).reasons().get(0).getDetail())
            .contains("iata:AMS", "lanes", "origin and destination are the same place");
    }

    @Test
    void explainsEveryContradictionOfTheSample() {
        var stated = CarrierSamples.DHL.replace("\"loadingMeters\":1.5,",
                "\"loadingMeters\":1.5,\"distance\":{\"value\":\"120.5\",\"unitText\":\"km\"},");

        var activity = activity(stated);

        assertThat(moved(activity)).isEqualTo("253.5 kg, 120.5 km");
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
        assertThat(activity.getAttributes().get("mode_reason")).contains("truck");
        assertThat(activity.getAttributes().get("warnings").split("; ")).contains(
                "event times have no zone and are used for order only",
                "totalNumberOfPieces is 8, pieceIds has 11", "volume has no unit and is not used",
                "the route names a ship and a truck and airports", "origin and destination are the same place",
                "dgf:estimatedDepartureDate has no zone and is not used",
                "dgf:estimatedArrivalDate is no time there is and is not used");
        assertThat(activity.getAttributes().get("warnings")).contains("statusCode and status contradict each other");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2018-03-02T07:53:47Z"));
    }

    @Test
    void happensWhenItFirstMovedWhicheverUpdateComes() {
        var delivered = PLAIN.replace("\"status\":{\"timestamp\":\"2025-10-02T07:53:47Z\",\"statusCode\":\"transit\"}",
                "\"status\":{\"timestamp\":\"2025-10-03T10:00:00Z\",\"statusCode\":\"delivered\"}");

        var one = activity(PLAIN);
        var other = activity(delivered);

        assertThat(one.getOccurredAt()).isEqualTo(Instant.parse("2025-10-01T16:00:00Z"));
        assertThat(ContentHash.of(other)).isEqualTo(ContentHash.of(one));
        assertThat(other.getRevision()).isGreaterThan(one.getRevision());
        assertThat(((Verdict.Accepted) first(delivered)).orderedBy()).isEqualTo("dhl:00340434292135100124");
    }

    @Test
    void countsWhatHasNotMovedAsContext() {
        var labelled = PLAIN.replace("\"transit\"", "\"pre-transit\"");

        assertThat(first(labelled))
            .isEqualTo(new Verdict.Context("dhl:00340434292135100124:1", "dhl", "shipment_not_moved"));
    }

    @Test
    void makesALegOfEveryRoute() {
        var routes = PLAIN.replace("\"details\":{",
                """
                        "details":{"dgf:routes":[{"dgf:vesselName":"EUGEN MAERSK","dgf:vesselNumber":"9321550","dgf:voyageFlightNumber":"525W",
                         "dgf:portOfLoading":{"locode":"CNSHA"},"dgf:portOfUnloading":{"locode":"NLRTM"}},
                         {"dgf:voyageFlightNumber":"LH8401","dgf:airportOfDeparture":{"dgf:locationCode":"AMS"},
                         "dgf:airportOfDestination":{"dgf:locationCode":"FRA"}}],""");

        List<Verdict> legs = CarrierSamples.verdicts(adapter, routes);

        // A quarter of the equator between the two stored points.
        assertThat(moved(activityOf(legs.get(0)))).isEqualTo("12.5 kg, 10007.557 km");
        assertThat(activityOf(legs.get(0)).getActivity()).isEqualTo("freight.sea.container");
        assertThat(activityOf(legs.get(0)).getAttributes()).containsEntry("distance_kind", "great_circle")
            .containsEntry("distance_adjustment", "1.15")
            .containsEntry("warnings", "the distance is a great circle, adjusted for sea");
        assertThat(((Verdict.Held) legs.get(1)).eventId()).isEqualTo("dhl:00340434292135100124:2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "service":"express"     | "service":"dgf","unused":1  | FIELD_INVALID service
            "value":12.5            | "value":-1                  | QUANTITY_NEGATIVE details.weight.value
            "unitText":"kg"         | "unitText":"stone-ish"      | UNIT_UNKNOWN details.weight.unit
            "id":"00340434292135100124" | "id":null               | FIELD_MISSING id
            """)
    void refusesWhatCannotBe(String part, String replacement, String reason) {
        var payload = PLAIN.replace("\"service\":\"parcel-de\"", "\"service\":\"express\"");

        assertThat(reasonsOf(first(payload.replace(part, replacement)))).contains(reason);
    }

    @Test
    void takesAShipmentAloneSoThatADeadLetterCanBeSentAgain() {
        var batch = CarrierSamples.read(adapter, PLAIN);
        var element = new String(batch.items().get(0).bytes(), UTF_8);

        assertThat(element).startsWith("{\"id\":\"00340434292135100124\"");
        assertThat(activity(element).getEventId()).isEqualTo("dhl:00340434292135100124:1");
    }
}
