package io.carbonflow.intake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.DocumentReaders;
import io.carbonflow.intake.document.DocumentText;
import io.carbonflow.intake.document.Fault;
import io.carbonflow.intake.document.IntakeDocument;

class IntakePolicyTest {

    private static IntakePolicy policy(String json) {
        return IntakePolicy.of(new IntakeDocument("demo", DocumentKinds.INTAKE_POLICY, "intake-policy", 1,
                DocumentText.parse(json.replace('\'', '"')).orElseThrow()));
    }

    @Test
    void readsLimitsPrioritiesAndSamples() {
        var policy = policy("""
                {'tenant':{'items_per_second':500,'burst':5000},
                 'sources':[{'match':{'source_id':'plug-*'},'priority':'low','items_per_second':'0.5',
                             'sample':{'one_of':10,'when':'always'}},
                            {'match':{'supplier_id':'SUP_1','channel':'webhook.*'},'priority':'high'}]}""");

        assertThat(policy.tenant()).contains(new Rate(new BigDecimal("500"), 5_000));
        var plug = policy.ruleFor("plug-7", null, "tasmota");
        assertThat(plug.priority()).isEqualTo(Priority.LOW);
        assertThat(plug.rate()).contains(new Rate(new BigDecimal("0.5"), 1));
        assertThat(plug.sample()).contains(new Sample(10, false));
        assertThat(policy.ruleFor("po-1", "SUP_1", "webhook.sap").priority()).isEqualTo(Priority.HIGH);
        assertThat(policy.ruleFor("po-1", "SUP_1", "rest").priority()).isEqualTo(Priority.NORMAL);
        assertThat(policy.ruleFor(null, null, "rest")).isEqualTo(SourceRule.OF_EVERYTHING_ELSE);
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        var policy = policy("{'sources':[{'match':{'source_id':'a*'},'priority':'low'},{'priority':'high'}]}");

        assertThat(policy.ruleFor("ab", null, "rest").priority()).isEqualTo(Priority.LOW);
        assertThat(policy.ruleFor("b", null, "rest").priority()).isEqualTo(Priority.HIGH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'tenant':{'items_per_second':0}}|tenant.items_per_second",
            "{'tenant':{'burst':5}}|tenant.items_per_second",
            "{'tenant':{'items_per_second':5,'burst':0}}|tenant.burst",
            "{'sources':[{'priority':'urgent'}]}|sources[0].priority",
            "{'sources':[{'sample':{'one_of':1}}]}|sources[0].sample.one_of",
            "{'sources':[{'sample':{'one_of':2.5}}]}|sources[0].sample.one_of",
            "{'sources':[{'sample':{'one_of':5,'when':'never'}}]}|sources[0].sample.when",
            "{'sources':[{'match':{'country':'DE'}}]}|sources[0].match.country", "{'limit':5}|limit"})
    void aMemberThatCannotBeUsedIsNamed(String json, String path) {
        var body = DocumentText.parse(json.replace('\'', '"')).orElseThrow();

        assertThat(DocumentReaders.faults(DocumentKinds.INTAKE_POLICY, body)).extracting(Fault::path)
            .containsExactly(path);
        assertThatThrownBy(() -> policy(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSampleTakesAboutOneOfSoManyAndAlwaysTheSame() {
        var sample = new Sample(10, false);

        var taken = IntStream.range(0, 100_000).filter(i -> sample.takes("event-" + i)).boxed().toList();

        assertThat(taken).hasSizeBetween(9_500, 10_500);
        assertThat(taken).allMatch(i -> sample.takes("event-" + i));
        assertThat(Optional.of(sample).filter(Sample::onlyUnderPressure)).isEmpty();
    }
}
