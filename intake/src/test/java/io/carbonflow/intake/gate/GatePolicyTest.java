package io.carbonflow.intake.gate;

import static io.carbonflow.intake.contract.Samples.CONFIG;
import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.anEnergyActivity;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Circumstances;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.ShippedDocuments;
import io.carbonflow.intake.document.SomeIntakeDocuments;

class GatePolicyTest {

    private static final Registrations REGISTERED = new Registrations() {
        @Override
        public Optional<DeviceRegistration> device(String deviceId) {
            return deviceId.equals("SM-PLANT-DE-042")
                    ? Optional.of(DeviceRegistration.newBuilder()
                        .setTenantId("demo")
                        .setId(deviceId)
                        .setFacilityId("MUC-1")
                        .setSubdivision("DE-BY")
                        .setUpdatedAt(Instant.EPOCH)
                        .build())
                    : Optional.empty();
        }

        @Override
        public Optional<SupplierRegistration> supplier(String supplierId) {
            return Optional.of(new SupplierRegistration("demo", supplierId, "S", "AT", null, null, Instant.EPOCH));
        }
    };

    private static GatePolicy gate(String rules) {
        return GatePolicy.of(SomeIntakeDocuments.of(DocumentKinds.GATE, "gate", "{'rules': [" + rules + "]}"));
    }

    private static Circumstances trusted(String trust) {
        return new Circumstances("rest", RECEIVED_AT, trust == null ? null : new BigDecimal(trust));
    }

    private static Verdict decide(GatePolicy gate, ObjectNode item, Circumstances circumstances, String reviewedBy) {
        return gate.decide(new ActivityContract(CONFIG).examine(item, RECEIVED_AT), circumstances, REGISTERED,
                reviewedBy);
    }

    private static Verdict decide(String rules, ObjectNode item) {
        return decide(gate(rules), item, trusted(null), null);
    }

    private static GatePolicy shipped() {
        return ShippedDocuments.all()
            .stream()
            .filter(document -> document.kind().equals(DocumentKinds.GATE))
            .map(GatePolicy::of)
            .findFirst()
            .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(value = {"0.19, true", "0.2, false", "1.00, false", "null, false"}, nullValues = "null")
    void theGateThatShipsHoldsWhatComesFromASourceNobodyTrusts(String trust, boolean isHeld) {
        Verdict verdict = decide(shipped(), anEnergyActivity(), trusted(trust), null);

        assertThat(verdict instanceof Verdict.Held).isEqualTo(isHeld);
    }

    @Test
    void whatNoRuleIsAboutAdvancesAndSaysSo() {
        var activity = activityOf(decide(shipped(), anEnergyActivity(), trusted("0.9"), null));

        assertThat(activity.getGateOutcome()).isEqualTo("advance");
        assertThat(activity.getGateReason()).isEqualTo("no rule applies");
    }

    @Test
    void whatIsHeldSaysByWhichRule() {
        Verdict verdict = decide(
                "{'name': 'night', 'when': [{'field': 'quantity', 'op': 'gt', 'value': 1, 'unit': 'MWh'}],"
                        + " 'outcome': 'hold', 'reason': 'nobody works at night'}",
                anEnergyActivity());

        assertThat(reasonsOf(verdict)).containsExactly("QUALITY_REVIEW");
        assertThat(((Verdict.Held) verdict).reasons().get(0).getDetail())
            .isEqualTo("night: nobody works at night (gate, version 2)");
    }

    @Test
    void whatAPersonLetPassIsNotHeldAgain() {
        var activity = activityOf(decide(shipped(), anEnergyActivity(), trusted("0.1"), "owner"));

        assertThat(activity.getGateOutcome()).isEqualTo("advance");
        assertThat(activity.getGateReason()).isEqualTo("untrusted source, let pass by owner");
    }

    @Test
    void whatIsMissingIsFilledInFromWhatIsRegisteredAndNothingIsOverwritten() {
        var item = anEnergyActivity().putNull("country").put("facility_id", "STATED");

        var activity = activityOf(decide("""
                {'name': 'place', 'when': [{'field': 'country', 'op': 'absent'}], 'outcome': 'augment', 'set':
                 {'country': {'from': ['device', 'supplier']}, 'subdivision': {'from': 'device'},
                  'facility_id': {'from': 'device'}, 'data_quality': {'value': 'calculated'}}}""", item));

        assertThat(activity.getCountry()).isEqualTo("AT");
        assertThat(activity.getSubdivision()).isEqualTo("DE-BY");
        assertThat(activity.getFacilityId()).isEqualTo("STATED");
        assertThat(activity.getDataQuality()).isEqualTo("calculated");
        assertThat(activity.getGateOutcome()).isEqualTo("augment");
        assertThat(activity.getGateReason()).contains("country AT from the registered supplier",
                "subdivision DE-BY from the registered device", "data_quality calculated from the gate");
    }

    @Test
    void theFirstRuleThatDecidesEndsTheWay() {
        String rules = """
                {'name': 'ours', 'when': [{'field': 'source_id', 'op': 'matches', 'value': 'SM-*'}], 'outcome': 'advance',
                 'reason': 'our own meters'},
                {'name': 'all', 'when': [], 'outcome': 'hold'}""";

        assertThat(activityOf(decide(rules, anEnergyActivity())).getGateReason()).isEqualTo("our own meters");
        assertThat(decide(rules, anEnergyActivity().put("source_id", "OTHER"))).isInstanceOf(Verdict.Held.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'field': 'country', 'op': 'in', 'value': ['DE', 'FR'] | true",
            "'field': 'country', 'op': 'not_in', 'value': ['FR'] | true",
            "'field': 'product_id', 'op': 'ne', 'value': 'P' | false",
            "'field': 'product_id', 'op': 'absent' | true",
            "'field': 'supplier_id', 'op': 'present' | true",
            "'field': 'channel', 'op': 'eq', 'value': 'rest' | true",
            "'field': 'age', 'op': 'gt', 'value': 'PT4S' | true",
            "'field': 'age', 'op': 'gt', 'value': 'PT5S' | false",
            "'field': 'quantity', 'op': 'ge', 'value': '1247.3' | true",
            "'field': 'quantity', 'op': 'lt', 'value': 1247.3 | false",
            "'field': 'quantity', 'op': 'gt', 'value': 1, 'unit': 'kg' | false"})
    void conditionsCompareFieldsWithValues(String condition, boolean isHeld) {
        Verdict verdict = decide("{'name': 'n', 'when': [{" + condition.strip() + "}], 'outcome': 'hold'}",
                anEnergyActivity());

        assertThat(verdict instanceof Verdict.Held).isEqualTo(isHeld);
    }

    @Test
    void aFaultyGateIsRefusedWithEveryFaultAtItsPlace() {
        assertThat(SomeIntakeDocuments.faultsOf(DocumentKinds.GATE,
                """
                        {'rules': [{'when': [{'field': 'colour', 'op': 'like'}], 'outcome': 'burn'},
                         {'name': 'x', 'when': [{'field': 'age', 'op': 'gt', 'value': 'old'}], 'outcome': 'augment'},
                         {'name': 'y', 'when': [], 'outcome': 'augment', 'set': {'quantity': {'value': '1'}, 'country': {'from': 'moon'}}}]}"""))
            .extracting(fault -> fault.substring(0, fault.indexOf(':')))
            .containsExactlyInAnyOrder("rules[0].name", "rules[0].when[0].field", "rules[0].when[0].op",
                    "rules[0].outcome", "rules[1].when[0].value", "rules[1].set", "rules[2].set.quantity",
                    "rules[2].set.country.from");
        assertThat(SomeIntakeDocuments.faultsOf(DocumentKinds.GATE, "{}")).hasSize(1);
    }
}
