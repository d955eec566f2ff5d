package io.carbonflow.intake.contract;

import static io.carbonflow.intake.contract.Samples.CONFIG;
import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.aShipment;
import static io.carbonflow.intake.contract.Samples.anEnergyActivity;
import static io.carbonflow.intake.contract.Samples.detailOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.SomeIntakeDocuments;

class ContractBookTest {

    private static final Circumstances OVER_HTTP = new Circumstances("rest", RECEIVED_AT, null);

    private static TenantContract contract(String json) {
        return TenantContract.of(SomeIntakeDocuments.of(DocumentKinds.CONTRACT, "plants", json));
    }

    private static Verdict held(ObjectNode item, Circumstances circumstances, String... contracts) {
        var book = new ContractBook(Stream.of(contracts).map(ContractBookTest::contract).toList());
        return book.examine(new ActivityContract(CONFIG).examine(item, RECEIVED_AT), circumstances);
    }

    private static List<String> reasons(ObjectNode item, String contract) {
        return reasonsOf(held(item, OVER_HTTP, contract));
    }

    @Test
    void whatShipsTakesWhatTheCanonicalContractTakes() {
        for (ObjectNode item : List.of(anEnergyActivity(), aShipment(),
                anEnergyActivity().put("quantity", "999999999999999.999"))) {
            Verdict canonical = new ActivityContract(CONFIG).examine(item, RECEIVED_AT);

            assertThat(ContractBook.shipped().examine(canonical, OVER_HTTP)).isSameAs(canonical);
        }
    }

    @Test
    void aRequiredFieldIsMissedByTheNameTheSenderKnows() {
        String contract = "{'require': ['product_id', 'attributes.batch', 'country']}";

        assertThat(reasons(anEnergyActivity(), contract)).containsExactly("FIELD_MISSING product_id",
                "FIELD_MISSING attributes.batch");
        var complete = anEnergyActivity().put("product_id", "P-1");
        complete.withObject("/attributes").put("batch", "7");
        assertThat(reasons(complete, contract)).isEmpty();
    }

    @Test
    void everyContractThatIsAboutTheItemCountsAndNoOther() {
        assertThat(reasonsOf(held(anEnergyActivity(), OVER_HTTP,
                "{'applies_to': {'source_id': 'SM-*'}, 'require': ['product_id']}",
                "{'applies_to': {'kind': 'logistics'}, 'require': ['subdivision']}",
                "{'applies_to': {'channel': 'mqtt.*'}, 'require': ['subdivision']}",
                "{'applies_to': {'activity': 'electricity.*'}, 'units': ['MWh']}")))
            .containsExactly("FIELD_MISSING product_id", "FIELD_INVALID unit");
    }

    @ParameterizedTest
    // 1247.3 kWh are 1.2473 MWh.
    @CsvSource({"MWh, 1.2473, true", "MWh, 1.2472, false", "kWh, 1247.3, true", "kWh, 1247.29, false",
            "kg, 1, true"})
    void aRangeHoldsInWhateverUnitItIsStated(String unit, String max, boolean isTaken) {
        var reasons = reasons(anEnergyActivity(),
                "{'ranges': [{'activity': 'electricity.*', 'unit': '%s', 'min': 0, 'max': %s}]}".formatted(unit, max));

        assertThat(reasons.isEmpty()).isEqualTo(isTaken);
    }

    @Test
    void aRangeMayBeAboutAnAttributeWithItsOwnUnit() {
        String contract = "{'ranges': [{'field': 'attributes.mass', 'unit': 't', 'max': '0.086'}]}";

        Verdict verdict = held(aShipment(), OVER_HTTP, contract);

        assertThat(reasonsOf(verdict)).containsExactly("OUT_OF_RANGE attributes.mass");
        assertThat(detailOf(verdict))
            .isEqualTo("attributes.mass is at most 0.086 t by contract plants, version 2, found 0.087");
    }

    @Test
    void typesActivitiesAndCadenceAreRulesToo() {
        var item = anEnergyActivity().put("period_start", "2025-11-03T08:00:00Z")
            .put("period_end", "2025-11-03T09:00:00Z");
        item.withObject("/attributes").put("batch", "seven").put("day", "2025-11-03");

        assertThat(reasons(item, "{'types': {'attributes.batch': 'integer', 'attributes.day': 'date'}}"))
            .containsExactly("FIELD_INVALID attributes.batch");
        assertThat(reasons(item, "{'activities': ['fuel.*', 'heat.district']}"))
            .containsExactly("FIELD_INVALID activity");
        assertThat(reasons(item, "{'cadence': 'PT59M'}")).containsExactly("OUT_OF_RANGE period_end");
        assertThat(reasons(item, "{'cadence': 'PT1H'}")).isEmpty();
    }

    @Test
    void whatFallsShortOfTheExpectedQualityIsRefusedOrWaitsAsTheContractSays() {
        var doubtful = new Circumstances("rest", RECEIVED_AT, new BigDecimal("0.39"));
        String expectation = "'source_trust_min': '0.4', 'max_age': 'P1D', 'data_quality': ['measured']";

        assertThat(reasonsOf(held(anEnergyActivity(), doubtful, "{'quality': {" + expectation + "}}")))
            .containsExactly("OUT_OF_RANGE source_id");
        assertThat(held(anEnergyActivity(), doubtful, "{'quality': {'otherwise': 'hold', " + expectation + "}}"))
            .isInstanceOf(Verdict.Held.class);
        assertThat(reasonsOf(held(anEnergyActivity().put("occurred_at", "2025-11-02T10:00:04Z")
            .put("data_quality", "calculated"), OVER_HTTP, "{'quality': {" + expectation + "}}")))
            .containsExactly("FIELD_INVALID data_quality", "OUT_OF_RANGE occurred_at");
    }

    @Test
    void whatIsWrongOutweighsWhatIsDoubtful() {
        var doubtful = new Circumstances("rest", RECEIVED_AT, new BigDecimal("0.1"));

        assertThat(held(anEnergyActivity(), doubtful,
                "{'require': ['product_id'], 'quality': {'otherwise': 'hold', 'source_trust_min': '0.4'}}"))
            .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aSourceNothingIsKnownOfPasses() {
        assertThat(reasons(anEnergyActivity(), "{'quality': {'source_trust_min': '1'}}")).isEmpty();
    }

    @Test
    void aFaultyDocumentIsRefusedWithEveryFaultAtItsPlace() {
        assertThat(SomeIntakeDocuments.faultsOf(DocumentKinds.CONTRACT,
                """
                        {'applies_to': {'kind': 'gas', 'colour': 'red'}, 'require': ['contry'], 'units': ['kWh', 'wat'],
                         'types': {'attributes.x': 'number'}, 'cadence': 'soon', 'ranges': [{'max': 'much'}, {'min': 2, 'max': 1}],
                         'quality': {'source_trust_min': 2, 'otherwise': 'shrug'}, 'requires': []}"""))
            .extracting(fault -> fault.substring(0, fault.indexOf(':')))
            .containsExactlyInAnyOrder("applies_to.kind", "applies_to.colour", "require[0]", "units[1]",
                    "types.attributes.x", "cadence", "ranges[0].max", "ranges[1].max", "quality.source_trust_min",
                    "quality.otherwise", "requires");
        assertThatThrownBy(() -> contract("{'units': 'kWh'}")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("units is 'kWh', allowed is an array of texts");
    }
}
