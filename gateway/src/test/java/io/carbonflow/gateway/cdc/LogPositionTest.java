package io.carbonflow.gateway.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.MissingNode;

import io.carbonflow.intake.contract.Samples;

class LogPositionTest {

    private static final Instant AT = Instant.parse("2025-11-03T10:00:00.000000007Z");

    private static String position(String source, String payload, long place) {
        return LogPosition.of(Samples.json(source), Samples.json(payload),
                new ChangeReader.Around(MissingNode.getInstance(), "cdc.t", place, AT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"lsn\":9,\"ts_ms\":5} | {\"lsn\":10,\"ts_ms\":5}",
            "{\"file\":\"bin.000009\",\"pos\":500} | {\"file\":\"bin.000010\",\"pos\":4}",
            "{\"file\":\"bin.000009\",\"pos\":99} | {\"file\":\"bin.000009\",\"pos\":100}",
            "{\"file\":\"bin.000009\",\"pos\":99,\"row\":9} | {\"file\":\"bin.000009\",\"pos\":99,\"row\":10}",
            "{\"scn\":\"99\"} | {\"scn\":\"100\"}",
            "{\"commit_lsn\":\"00:01\",\"change_lsn\":\"00:01\",\"event_serial_no\":2} | {\"commit_lsn\":\"00:01\",\"change_lsn\":\"00:01\",\"event_serial_no\":10}",
            "{\"ts_ms\":5,\"ord\":9} | {\"ts_ms\":5,\"ord\":10}",
            "{\"ts_ms\":5,\"ts_us\":5001} | {\"ts_ms\":5,\"ts_us\":5002}",
            "{\"ts_ms\":5} | {\"ts_ms\":5,\"ts_ns\":5000001}"})
    void theLogsPositionOrdersByNumberWhateverTheConnector(String earlier, String later) {
        assertThat(position(earlier, "{\"op\":\"u\"}", 0)).isLessThan(position(later, "{\"op\":\"d\"}", 0));
    }

    @Test
    void changesOfOneMillisecondFollowTheirPlaceInTheTransaction() {
        assertThat(List.of(position("{\"ts_ms\":5}", "{\"op\":\"u\",\"transaction\":{\"total_order\":9}}", 3),
                position("{\"ts_ms\":5}", "{\"op\":\"d\",\"transaction\":{\"total_order\":10}}", 2)))
            .isSorted();
        assertThat(List.of(position("{\"lsn\":5}", "{\"op\":\"u\",\"transaction\":{\"total_order\":9}}", 3),
                position("{\"lsn\":5}", "{\"op\":\"d\",\"transaction\":{\"total_order\":10}}", 2)))
            .isSorted();
    }

    @Test
    void changesOfOneMillisecondFollowTheirPlaceInTheTopic() {
        assertThat(position("{\"ts_ms\":5}", "{\"op\":\"u\",\"ts_ms\":6}", 99))
            .isLessThan(position("{\"ts_ms\":5}", "{\"op\":\"d\",\"ts_ms\":6}", 100));
        assertThat(position("{}", "{\"op\":\"u\"}", 99)).isLessThan(position("{}", "{\"op\":\"d\"}", 100));
    }

    @Test
    void ofOneChangeWhatTakesAnIdOverStandsAboveWhatGivesItUp() {
        assertThat(position("{\"lsn\":5}", "{\"op\":\"d\"}", 0))
            .isLessThan(position("{\"lsn\":5}", "{\"op\":\"c\"}", 0));
    }

    @Test
    void aFlattenedRowHasThePositionOfItsEnvelope() {
        var flat = Samples.json("""
                {"id":1,"__op":"u","__source_file":"bin.000003","__source_pos":154,"__source_row":2,
                 "__transaction_total_order":4}""");

        assertThat(LogPosition.ofFlat(flat, new ChangeReader.Around(MissingNode.getInstance(), "cdc.t", 0, AT)))
            .isEqualTo("00000000000000000003-00000000000000000154-00000000000000000002-00000000000000000004-1");
    }
}
