package io.carbonflow.intake.contract;

import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.aReading;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.json;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.EnergyBody;

class ReadingContractTest {

    private final ReadingContract contract = new ReadingContract(Samples.CONFIG);

    @Test
    void takesTheReadingAsTheSensorSendsIt() {
        var activity = activityOf(contract.examine(aReading(), RECEIVED_AT));

        assertThat(activity.getActivity()).isEqualTo("electricity.grid");
        assertThat(activity.getQuantity() + activity.getUnit()).isEqualTo("1247.3kWh");
        assertThat(activity.getSourceId()).isEqualTo("SM-PLANT-DE-042");
        assertThat(activity.getCountry()).isEqualTo("DE");
        assertThat(activity.getDataQuality()).isEqualTo("measured");
        assertThat(((EnergyBody) activity.getBody()).getCarriedGridIntensityGPerKwh()).isEqualTo("385.2");
    }

    @Test
    void derivesTheSameIdFromSensorAndInstantHoweverTheTimeIsWritten() {
        var utc = activityOf(contract.examine(aReading(), RECEIVED_AT));
        var berlin = activityOf(
                contract.examine(aReading().put("timestamp", "2025-11-03T11:00:00.000+01:00"), RECEIVED_AT));

        assertThat(utc.getEventId()).isEqualTo("reading:SM-PLANT-DE-042:2025-11-03T10:00:00Z");
        assertThat(berlin.getEventId()).isEqualTo(utc.getEventId());
    }

    @Test
    void keepsTheIdTheSensorGives() {
        var activity = activityOf(contract.examine(aReading().put("event_id", "e-1"), RECEIVED_AT));

        assertThat(activity.getEventId()).isEqualTo("e-1");
    }

    @Test
    void namesEveryBrokenRuleUnderTheSensorsOwnFieldNames() {
        var verdict = contract.examine(
                json("{\"energy_kwh\":-1,\"country_iso2\":\"D\",\"timestamp\":\"2025-11-03T10:00:00\"}"),
                RECEIVED_AT);

        assertThat(reasonsOf(verdict)).containsExactly("FIELD_MISSING sensor_id", "FIELD_INVALID country_iso2",
                "QUANTITY_NEGATIVE energy_kwh", "TIMESTAMP_WITHOUT_ZONE timestamp");
    }

    private static final String VALUE = "{\"sensor_id\":\"gas-1\",\"value\":12.50,\"timestamp\":\"2025-11-03T10:00:00Z\"}";

    private Verdict examined(String reading, DeviceRegistration device) {
        return contract.examine(json(reading), RECEIVED_AT, sensor -> Optional.ofNullable(device));
    }

    private static DeviceRegistration aDevice(String unit, String activity) {
        return DeviceRegistration.newBuilder()
            .setTenantId("acme")
            .setId("gas-1")
            .setFamily("carbonflow")
            .setUnit(unit)
            .setActivity(activity)
            .setUpdatedAt(RECEIVED_AT)
            .build();
    }

    @Test
    void takesUnitAndActivityOfAValueFromTheRegistrationOfItsSensor() {
        var activity = activityOf(examined(VALUE, aDevice("m3", "fuel.natural_gas")));

        assertThat(activity.getActivity()).isEqualTo("fuel.natural_gas");
        assertThat(activity.getQuantity() + activity.getUnit()).isEqualTo("12.50m3");
    }

    @Test
    void takesTheUnitOfAValueThatHasOneBeforeTheRegisteredOne() {
        var activity = activityOf(examined(VALUE.replace("12.50", "12.50,\"unit\":\"Wh\""), aDevice("kWh", null)));

        assertThat(activity.getActivity()).isEqualTo("electricity.grid");
        assertThat(activity.getQuantity() + activity.getUnit()).isEqualTo("12.50Wh");
    }

    @Test
    void holdsAValueWithoutAUnitUntilItsSensorIsRegistered() {
        assertThat(examined(VALUE, null)).isInstanceOfSatisfying(Verdict.Held.class, held -> {
            assertThat(held.reasons()).singleElement()
                .satisfies(reason -> assertThat(reason.getCode()).isEqualTo("SOURCE_UNKNOWN"));
            assertThat(held.eventId()).isEqualTo("reading:gas-1:2025-11-03T10:00:00Z");
        });
    }

    @Test
    void refusesAValueWhoseUnitNobodySaysOrThatDoesNotFitWhatIsMeasured() {
        assertThat(reasonsOf(examined(VALUE, aDevice(null, null)))).containsExactly("UNIT_UNKNOWN unit");
        assertThat(reasonsOf(examined(VALUE, aDevice("kW", null)))).containsExactly("UNIT_MISMATCH unit");
        assertThat(reasonsOf(examined(VALUE, aDevice("m3", "electricity.gird"))))
            .containsExactly("ACTIVITY_UNKNOWN activity");
    }

    @Test
    void ignoresAValueBesideTheEnergy() {
        assertThat(activityOf(contract.examine(aReading().put("value", "x"), RECEIVED_AT)).getQuantity())
            .isEqualTo("1247.3");
    }
}
