package io.carbonflow.gateway.telematics;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class TelematicsWayTest {

    private static final String TRIP = """
            {"vehicle_id":"TRUCK-7","start_time":"2025-10-01T06:00:00Z","end_time":"2025-10-01T10:00:00Z","distance_km":"312.4",
             "odometer_start_km":81000,"odometer_end_km":81312,"fuel_l":"84.2","fuel_type":"diesel","payload_kg":12000,
             "facility_id":"DEPOT","country":"de","driver":"Jane Roe"}""";
    private static final String SAMSARA = """
            {"trips":[{"vehicleId":112,"startMs":1759298400000,"endMs":1759312800000,"distanceMeters":312400,"fuelConsumedMl":84200,
             "fuel_type":"diesel","startOdometer":81000000,"endOdometer":81312400,"driverId":4711}]}""";

    private final TelematicsWay way = new TelematicsWay(new ActivityContract(Samples.CONFIG), Samples.CONFIG,
            TestLimits.DEFAULT);

    private Batch read(String payload) {
        return way.read(new Envelope("demo", "telematics", "application/json", "c",
                Instant.parse("2025-11-03T10:00:00Z")), payload.getBytes(UTF_8));
    }

    private List<Verdict> verdicts(String payload) {
        return read(payload).items().stream().map(Examined::verdict).toList();
    }

    @Test
    void countsTheFuelAndNotTheGoodsBesideIt() {
        var activity = activityOf(verdicts(TRIP).get(0));

        assertThat(verdicts(TRIP)).hasSize(1);
        assertThat(activity.getActivity()).isEqualTo("fuel.diesel");
        assertThat(activity.getQuantity() + " " + activity.getUnit()).isEqualTo("84.2 L");
        assertThat(activity.getPeriodStart()).isEqualTo(Instant.parse("2025-10-01T06:00:00Z"));
        assertThat(activity.getEventId()).isEqualTo("trip:TRUCK-7:2025-10-01T06:00:00Z");
        assertThat(activity.getCountry()).isEqualTo("DE");
        assertThat(activity.getAttributes()).containsEntry("own_fleet", "true")
            .containsEntry("trip_distance_km", "312.4")
            .doesNotContainKey("warnings");
    }

    @Test
    void readsTheNamesThatSayTheirUnit() {
        var activity = activityOf(verdicts(SAMSARA).get(0));

        assertThat(activity.getQuantity()).isEqualTo("84.200");
        assertThat(activity.getSourceId()).isEqualTo("112");
        assertThat(activity.getPeriodEnd()).isEqualTo(Instant.parse("2025-10-01T10:00:00Z"));
    }

    @Test
    void countsFuelAndElectricityOfOneTripAsTwo() {
        List<Verdict> both = verdicts(TRIP.replace("\"payload_kg\"", "\"energy_kwh\":3.5,\"payload_kg\""));

        assertThat(activityOf(both.get(0)).getEventId()).isEqualTo("trip:TRUCK-7:2025-10-01T06:00:00Z");
        assertThat(activityOf(both.get(1)).getEventId()).isEqualTo("trip:TRUCK-7:2025-10-01T06:00:00Z:electricity");
        assertThat(activityOf(both.get(1)).getActivity()).isEqualTo("electricity.grid");
    }

    @Test
    void takesTheGoodsWhereNoFuelIsKnownAndTheDistanceWhereNoGoodsAre() {
        var goods = activityOf(verdicts(TRIP.replace("\"fuel_l\":\"84.2\",", "")).get(0));
        var empty = activityOf(verdicts(TRIP.replace("\"fuel_l\":\"84.2\",", "").replace("12000", "0")).get(0));

        var body = (LogisticsBody) goods.getBody();
        assertThat(body.getMass() + " kg, " + body.getDistance() + " km").isEqualTo("12000 kg, 312.4 km");
        assertThat(empty.getQuantity() + " " + empty.getUnit()).isEqualTo("312.4 vehicle.km");
    }

    @Test
    void takesTheOdometersDifferenceWhereNoDistanceIsStated() {
        var activity = activityOf(verdicts(TRIP.replace("\"distance_km\":\"312.4\",", "")
            .replace("\"fuel_l\":\"84.2\",",
                    ""))
            .get(0));

        assertThat(((LogisticsBody) activity.getBody()).getDistance()).isEqualTo("312");
    }

    @Test
    void saysThatOdometerAndDistanceDisagree() {
        var activity = activityOf(verdicts(TRIP.replace("81312", "81400")).get(0));

        assertThat(activity.getAttributes().get("warnings")).isEqualTo(
                "distance_km is 312.4, by the odometer it is 400; distance_km is taken");
    }

    @Test
    void isThePartnersFuelWhereASupplierIsNamed() {
        var activity = activityOf(
                verdicts(TRIP.replace("\"driver\"", "\"supplier_id\":\"HAULIER\",\"driver\"")).get(0));

        assertThat(activity.getAttributes()).doesNotContainKey("own_fleet");
        assertThat(activity.getSupplierId()).isEqualTo("HAULIER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "fuel_type":"diesel"              | "fuel_type":"steam"               | FIELD_INVALID fuel_type
            "fuel_type":"diesel",             | ``                                | FIELD_MISSING fuel_type
            "2025-10-01T10:00:00Z"            | "2025-10-01T05:00:00Z"            | FIELD_INVALID end_time
            "2025-10-01T10:00:00Z"            | "2025-10-01T10:00:00"             | TIMESTAMP_WITHOUT_ZONE end_time
            "odometer_end_km":81312           | "odometer_end_km":80999           | FIELD_INVALID odometer_end_km
            "fuel_l":"84.2"                   | "fuel_l":"-1"                     | QUANTITY_NEGATIVE fuel_l
            "vehicle_id":"TRUCK-7",           | ``                                | FIELD_MISSING vehicle_id
            """)
    void refusesWhatCannotBe(String part, String replacement, String reason) {
        assertThat(reasonsOf(verdicts(TRIP.replace(part, replacement)).get(0))).containsExactly(reason);
    }

    @Test
    void refusesATripThatSaysNothingOfWhatItUsed() {
        assertThat(reasonsOf(verdicts("""
                {"vehicle_id":"V","start_time":"2025-10-01T06:00:00Z","end_time":"2025-10-01T10:00:00Z"}""").get(0)))
            .containsExactly("FIELD_MISSING fuel_l");
    }

    @Test
    void countsAVehicleThatStoodAsContext() {
        assertThat(verdicts(
                """
                        {"trip_id":7,"vehicle_id":"V","start_time":"2025-10-01T06:00:00Z","end_time":"2025-10-01T10:00:00Z","distance_km":0}"""))
            .containsExactly(new Verdict.Context("trip:V:7", "V", "vehicle_stood"));
    }

    @Test
    void neverTellsTheDriver() {
        for (Verdict verdict : verdicts("[" + TRIP + "," + TRIP.replace("diesel", "steam") + "]")) {
            assertThat(verdict.fold(accepted -> accepted.activity().toString(), Object::toString, Object::toString,
                    Object::toString))
                .doesNotContain("Jane", "Roe");
        }
    }
}
