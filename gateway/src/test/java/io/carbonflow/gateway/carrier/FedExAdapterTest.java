package io.carbonflow.gateway.carrier;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.ContentHash;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class FedExAdapterTest {

    /** FedEx's own sample, as in its documentation. */
    private static final String SAMPLE = """
            {"transactionId":"624deea6-…","output":{"completeTrackResults":[{"trackingNumber":"123456789012","trackResults":[{
             "trackingNumberInfo":{"trackingNumber":"128667043726","carrierCode":"FDXE"},
             "distanceToDestination":{"units":"KM","value":685.7},"serviceDetail":{"type":"FEDEX_FREIGHT_ECONOMY","shortDescription":"FL"},
             "latestStatusDetail":{"code":"PU","derivedCode":"PU","statusByLocale":"Picked up"},
             "scanEvents":[{"date":"2018-02-02T12:01:00-07:00","eventType":"PU","derivedStatusCode":"PU","locationId":"SEA",
               "scanLocation":{"city":"SEATTLE","stateOrProvinceCode":"WA","postalCode":"98101","countryCode":"US"}}],
             "packageDetails":{"count":"1","weightAndDimensions":{"weight":[{"unit":"LB","value":"22222.0"}],
               "dimensions":[{"length":100,"width":50,"height":30,"units":"CM"}]}},
             "dateAndTimes":[{"type":"ACTUAL_DELIVERY","dateTime":"2007-09-27T00:00:00"}]}]},
             {"trackingNumber":"39936862321","trackResults":[{"error":{"code":"TRACKING.TRACKINGNUMBER.NOTFOUND"}}]}]}}""";

    private static final String COORDINATES = """
            "shipperInformation":{"latitude":0,"longitude":0},
            "recipientInformation":{"latitude":"0","longitude":"90.0"},""";

    private final FedExAdapter adapter = new FedExAdapter(Samples.CONFIG, new CarrierBatches(TestLimits.DEFAULT),
            tenant -> Gazetteer.EMPTY);

    private Batch read(String payload) {
        var envelope = new Envelope("demo", "webhook.fedex", "application/json", "c",
                Instant.parse("2025-11-03T10:00:00Z"));
        return adapter.read(envelope, payload.getBytes(UTF_8));
    }

    private Verdict first(String payload) {
        return read(payload).items().get(0).verdict();
    }

    private static RawActivity activity(Verdict verdict) {
        return activityOf(verdict);
    }

    @Test
    void booksASampleThatWasPickedUpAndRefusesTheNumberFedExDoesNotKnow() {
        var batch = read(SAMPLE);

        assertThat(batch.several()).isTrue();
        var activity = activity(batch.items().get(0).verdict());
        var body = (LogisticsBody) activity.getBody();
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2018-02-02T19:01:00Z"));
        assertThat(activity.getCountry()).isEqualTo("US");
        assertThat(body.getMass() + " " + body.getMassUnit()).isEqualTo("22222.0 lb");
        assertThat(body.getDistance() + " " + body.getDistanceUnit()).isEqualTo("685.7 km");
        assertThat(reasonsOf(batch.items().get(1).verdict())).containsExactly("SOURCE_UNKNOWN trackResults.error");
    }

    @Test
    void keepsEachTrackingNumbersOwnElement() {
        assertThat(new String(read(SAMPLE).items().get(1).bytes(), UTF_8)).isEqualTo(
                "{\"trackingNumber\":\"39936862321\",\"trackResults\":[{\"error\":{\"code\":\"TRACKING.TRACKINGNUMBER.NOTFOUND\"}}]}");
    }

    @Test
    void takesAnElementAloneSoThatADeadLetterCanBeSentAgain() {
        var element = new String(read(SAMPLE).items().get(0).bytes(), UTF_8);

        assertThat(activity(first(element)).getEventId()).isEqualTo("fedex:128667043726");
    }

    @Test
    void namesTheShipmentByTheInnerNumberWhereTheOuterDiffers() {
        assertThat(activity(first(SAMPLE)).getEventId()).isEqualTo("fedex:128667043726");
    }

    @Test
    void neverAddsThePackagesAndTheShipmentsWeightUp() {
        var both = SAMPLE.replace("\"packageDetails\":",
                "\"shipmentDetails\":{\"weight\":[{\"unit\":\"LB\",\"value\":\"22222.0\"}]},\"packageDetails\":");

        assertThat(((LogisticsBody) activity(first(both)).getBody()).getMass()).isEqualTo("22222.0");
    }

    @Test
    void readsAListOfWeightsAsOneWeightInSeveralUnits() {
        var both = SAMPLE.replace("{\"unit\":\"LB\",\"value\":\"22222.0\"}",
                "{\"unit\":\"KG\",\"value\":\"10\"},{\"unit\":\"LB\",\"value\":\"22.0\"}");

        var body = (LogisticsBody) activity(first(both)).getBody();
        assertThat(body.getMass() + body.getMassUnit()).isEqualTo("10kg");
    }

    @Test
    void doesNotTakeTheRemainingDistanceForTheWholeWay() {
        var underWay = SAMPLE.replace("\"derivedCode\":\"PU\",\"statusByLocale\"",
                "\"derivedCode\":\"IT\",\"statusByLocale\"");

        assertThat(first(underWay)).isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(first(underWay))).containsExactly("FIELD_MISSING distance");
        assertThat(((Verdict.Held) first(underWay)).reasons().get(0).getDetail()).contains("remains");
    }

    @Test
    void measuresTheWayBetweenCoordinatesWhereBothEndsCarryThem() {
        var delivered = SAMPLE
            .replace("\"derivedCode\":\"PU\",\"statusByLocale\"", "\"derivedCode\":\"DL\",\"statusByLocale\"")
            .replace("\"distanceToDestination\"", COORDINATES + "\"distanceToDestination\"");

        // A quarter of the equator: 6371.0088 km x pi / 2 = 10007.5572 km.
        assertThat(((LogisticsBody) activity(first(delivered)).getBody()).getDistance()).isEqualTo("10007.557");
    }

    @Test
    void givesEveryUpdateOfATrackingNumberTheSameIdAndContent() {
        var pickedUp = SAMPLE.replace("\"distanceToDestination\"", COORDINATES + "\"distanceToDestination\"");
        var delivered = pickedUp
            .replace("\"derivedCode\":\"PU\",\"statusByLocale\"", "\"derivedCode\":\"DL\",\"statusByLocale\"")
            .replace("685.7", "0");

        var one = activity(first(pickedUp));
        var other = activity(first(delivered));

        assertThat(other.getEventId()).isEqualTo(one.getEventId());
        assertThat(ContentHash.of(other)).isEqualTo(ContentHash.of(one));
    }

    @Test
    void ordersUpdatesByTheirNewestScan() {
        // 2018-02-02T12:01:00-07:00 is 1517598060 seconds after 1970.
        assertThat(activity(first(SAMPLE)).getRevision()).isEqualTo("00000001517598060000");
        assertThat(((Verdict.Accepted) first(SAMPLE)).orderedBy()).isEqualTo("fedex:128667043726");
    }

    @Test
    void saysThatTheNumberAskedForIsAnother() {
        assertThat(activity(first(SAMPLE)).getAttributes().get("warnings"))
            .isEqualTo("asked for by another number than the one inside");
    }

    @Test
    void saysWhenPackageAndShipmentWeighDifferently() {
        var both = SAMPLE.replace("\"packageDetails\":",
                "\"shipmentDetails\":{\"weight\":[{\"unit\":\"KG\",\"value\":\"5\"}]},\"packageDetails\":");

        assertThat(activity(first(both)).getAttributes().get("warnings")).contains("weigh differently");
    }

    @Test
    void marksAGreatCircleByRoadWithItsAdjustment() {
        var sample = SAMPLE.replace("\"distanceToDestination\"", COORDINATES + "\"distanceToDestination\"");

        assertThat(activity(first(sample)).getAttributes()).containsEntry("distance_kind", "great_circle")
            .containsEntry("distance_adjustment", "1.05")
            .containsEntry("mode_reason", "the service's name is one of road services");
    }

    @Test
    void leavesTheAdjustmentOfAFlightToTheStandard() {
        var sample = SAMPLE.replace("\"distanceToDestination\"", COORDINATES + "\"distanceToDestination\"")
            .replace("FEDEX_FREIGHT_ECONOMY", "INTERNATIONAL_PRIORITY");

        assertThat(activity(first(sample)).getAttributes()).containsEntry("distance_kind", "great_circle")
            .doesNotContainKey("distance_adjustment");
    }

    @Test
    void refusesAPickUpTimeWithoutOffset() {
        assertThat(reasonsOf(first(SAMPLE.replace("12:01:00-07:00", "12:01:00"))))
            .containsExactly("TIMESTAMP_WITHOUT_ZONE scanEvents[PU].date");
    }

    @Test
    void countsAShipmentThatHasNotMovedAsContext() {
        var labelled = SAMPLE.replace("\"derivedCode\":\"PU\",\"statusByLocale\"",
                "\"derivedCode\":\"OC\",\"statusByLocale\"");

        assertThat(first(labelled)).isEqualTo(new Verdict.Context("fedex:128667043726", "fedex", "shipment_not_moved"));
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThat(reasonsOf(first("{\"trackingNumber\":\"1\",\"trackResults\":[{}]}"))).containsExactly(
                "FIELD_MISSING dateAndTimes[ACTUAL_PICKUP]",
                "FIELD_MISSING packageDetails.weightAndDimensions.weight", "FIELD_MISSING serviceDetail.type",
                "FIELD_MISSING distance");
    }

    @ParameterizedTest
    @CsvSource({"FEDEX_FREIGHT_PRIORITY, freight.road.hgv", "FEDEX_GROUND, freight.road.hgv",
            "GROUND_HOME_DELIVERY, freight.road.hgv", "SMART_POST, freight.road.hgv",
            "PRIORITY_OVERNIGHT, freight.air.short_haul", "FEDEX_2_DAY, freight.air.short_haul",
            "FEDEX_1_DAY_FREIGHT, freight.air.short_haul", "INTERNATIONAL_PRIORITY_FREIGHT, freight.air.short_haul",
            "FEDEX_EXPRESS_SAVER, freight.air.short_haul", "INTERNATIONAL_ECONOMY, freight.air.short_haul"})
    void decidesTheModeByTheNameOfTheService(String service, String activity) {
        assertThat(activity(first(SAMPLE.replace("FEDEX_FREIGHT_ECONOMY", service))).getActivity()).isEqualTo(activity);
    }

    @Test
    void callsAFlightLongHaulFromThreeThousandSevenHundredKilometres() {
        var far = SAMPLE.replace("FEDEX_FREIGHT_ECONOMY", "INTERNATIONAL_PRIORITY").replace("685.7", "3700");

        assertThat(activity(first(far)).getActivity()).isEqualTo("freight.air.long_haul");
    }

    @Test
    void refusesAServiceThatTellsNoMode() {
        assertThat(reasonsOf(first(SAMPLE.replace("FEDEX_FREIGHT_ECONOMY", "DRONE"))))
            .containsExactly("FIELD_INVALID serviceDetail.type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"output":{}}                             | FIELD_MISSING output.completeTrackResults
            {"output":{"completeTrackResults":[]}}    | FIELD_MISSING output.completeTrackResults
            {                                         | MALFORMED
            []                                        | MALFORMED
            """)
    void refusesWhatIsNoTrackingAnswer(String payload, String reason) {
        assertThat(reasonsOf(first(payload))).containsExactly(reason);
    }
}
