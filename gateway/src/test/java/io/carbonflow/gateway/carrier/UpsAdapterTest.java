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

import io.carbonflow.intake.contract.Verdict;

class UpsAdapterTest {

    private final UpsAdapter adapter = CarrierSamples.ups();

    private List<Verdict> verdicts(String payload) {
        return CarrierSamples.verdicts(adapter, payload);
    }

    @Test
    void readsThePresentForm() {
        var activity = activityOf(verdicts(CarrierSamples.UPS).get(0));

        assertThat(activity.getEventId()).isEqualTo("ups:1Z999AA10123456784:1");
        // One degree of the equator: 6371.0088 km x pi / 180 = 111.195 km.
        assertThat(moved(activity)).isEqualTo("10.0 lb, 111.195 km");
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2024-07-12T05:30:00Z"));
        assertThat(activity.getCountry()).isEqualTo("KR");
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
    }

    @Test
    void readsTheOlderFormWithOneObjectWhereThereMayBeSeveral() {
        var activity = activityOf(verdicts(CarrierSamples.UPS_OLDER).get(0));

        assertThat(moved(activity)).isEqualTo("12.5 kg, 111.195 km");
        // 14:30 four hours west of Greenwich.
        assertThat(activity.getOccurredAt()).isEqualTo(Instant.parse("2024-07-12T18:30:00Z"));
    }

    @Test
    void takesTheOffsetWhereTheTimeInGreenwichIsMissing() {
        var payload = CarrierSamples.UPS.replace("\"gmtDate\":\"20240712\",\"gmtTime\":\"053000\",", "");

        assertThat(activityOf(verdicts(payload).get(0)).getOccurredAt()).isEqualTo(
                Instant.parse("2024-07-12T05:30:00Z"));
    }

    @Test
    void refusesATimeWithoutZone() {
        var payload = CarrierSamples.UPS
            .replace(",\n  \"gmtDate\":\"20240712\",\"gmtTime\":\"053000\",\"gmtOffset\":\"09:00\"",
                    "")
            .replace("\"gmtDate\":\"20240712\",\"gmtTime\":\"053000\",\"gmtOffset\":\"09:00\"", "\"x\":1");

        assertThat(reasonsOf(verdicts(payload).get(0))).containsExactly("TIMESTAMP_WITHOUT_ZONE activity.gmtDate");
    }

    @Test
    void refusesTheNumberThatIsNotFoundAndBooksTheRest() {
        var payload = CarrierSamples.UPS.replace("{\"trackResponse\":{\"shipment\":[",
                "{\"trackResponse\":{\"shipment\":[{\"inquiryNumber\":\"1Z1\",\"warnings\":[{\"code\":\"TW0001\",\"message\":\"Tracking Information Not Found\"}]},");

        assertThat(reasonsOf(verdicts(payload).get(0))).containsExactly("SOURCE_UNKNOWN warnings");
        assertThat(activityOf(verdicts(payload).get(1)).getEventId()).isEqualTo("ups:1Z999AA10123456784:1");
    }

    @Test
    void neverAddsThePackagesToTheShipment() {
        var payload = CarrierSamples.UPS.replace("\"package\":[",
                "\"shipmentWeight\":{\"unitOfMeasurement\":{\"code\":\"LBS\"},\"weight\":\"30\"},\"package\":[");

        var activity = activityOf(verdicts(payload).get(0));

        assertThat(moved(activity)).startsWith("10.0 lb");
        assertThat(activity.getAttributes().get("warnings")).contains("weigh differently");
    }

    private static final String WEIGHT = "\"weight\":{\"unitOfMeasurement\":\"LBS\",\"weight\":\"30\"}";

    /** A shipment of 30 lb without a weight for its packages. */
    private static String ofShipment(String inquiry, String... packages) {
        String sample = CarrierSamples.UPS;
        String one = sample.substring(sample.indexOf("\"package\":[") + 11, sample.lastIndexOf("]}]}}"));
        String without = one.replaceAll("\"weight\":\\{[^}]*},?", "");
        var all = new java.util.ArrayList<String>();
        for (String number : packages) {
            all.add(without.replace("1Z999AA10123456784", number));
        }
        return "{\"trackResponse\":{\"shipment\":[{\"inquiryNumber\":\"" + inquiry + "\"," + WEIGHT + ",\"package\":["
                + String.join(",", all) + "]}]}}";
    }

    @Test
    void theShipmentsWeightCountsOnceWhicheverPackageWasAskedFor() {
        var first = verdicts(ofShipment("1ZA", "1ZA", "1ZB", "1ZC"));
        var second = verdicts(ofShipment("1ZB", "1ZB", "1ZA", "1ZC"));

        assertThat(first).hasSize(1);
        assertThat(moved(activityOf(first.get(0)))).startsWith("30 lb");
        assertThat(activityOf(first.get(0)).getEventId()).isEqualTo("ups:1ZA:1")
            .isEqualTo(activityOf(second.get(0)).getEventId());
    }

    @Test
    void theShipmentsWeightIsSharedWhereAnAnswerIsOfOneOfItsPackages() {
        var payload = ofShipment("1ZA", "1ZA").replace("\"trackingNumber\"", "\"packageCount\":4,\"trackingNumber\"");

        var activity = activityOf(verdicts(payload).get(0));

        // 30 lb / 4
        assertThat(moved(activity)).startsWith("7.500000 lb");
        assertThat(activity.getAttributes().get("warnings")).contains("shared equally among its 4 packages");
    }

    @Test
    void theShipmentsWeightToldWithEachPackageCountsOnce() {
        var payload = ofShipment("1ZA", "1ZA", "1ZB").replace("\"trackingNumber\"", WEIGHT + ",\"trackingNumber\"");

        assertThat(verdicts(payload)).hasSize(1);
        assertThat(moved(activityOf(verdicts(payload).get(0)))).startsWith("30 lb");
    }

    @Test
    void countsALabelAsContext() {
        var payload = CarrierSamples.UPS.replace("\"type\":\"I\"", "\"type\":\"M\"")
            .replace("\"activity\":[{",
                    "\"activity\":[{\"status\":{\"type\":\"M\"},");

        assertThat(verdicts(payload)).containsExactly(
                new Verdict.Context("ups:1Z999AA10123456784:1", "ups", "shipment_not_moved"));
    }

    @ParameterizedTest
    @CsvSource({"UPS Ground, freight.road.hgv", "UPS Standard, freight.road.hgv",
            "UPS Next Day Air, freight.air.short_haul",
            "UPS Worldwide Express, freight.air.short_haul", "UPS Worldwide Saver, freight.air.short_haul"})
    void decidesTheModeByTheService(String service, String activity) {
        assertThat(activityOf(verdicts(CarrierSamples.UPS.replace("UPS Ground", service)).get(0)).getActivity())
            .isEqualTo(activity);
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThat(
                reasonsOf(verdicts("{\"trackResponse\":{\"shipment\":[{\"package\":[{\"trackingNumber\":\"1Z\"}]}]}}")
                    .get(0)))
            .containsExactly("FIELD_MISSING package.weight", "FIELD_MISSING activity", "FIELD_MISSING service",
                    "FIELD_MISSING distance");
    }
}
