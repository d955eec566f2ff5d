package io.carbonflow.gateway.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.RecordKey;

/** The key keeps a source in order; that must not leave some partitions with the work of others. */
class KeySkewTest {

    private static final int SOURCES = 12_000;

    /** Load of the fullest partition over the mean. */
    private static double skew(int partitions, IntToDoubleFunction loadOfSource) {
        double[] load = new double[partitions];
        double total = 0;
        for (int i = 0; i < SOURCES; i++) {
            byte[] key = new RecordKey("demo", "SM-PLANT-%05d".formatted(i)).toString().getBytes(UTF_8);
            double of = loadOfSource.applyAsDouble(i);
            load[BuiltInPartitioner.partitionForKey(key, partitions)] += of;
            total += of;
        }
        double max = 0;
        for (double one : load) {
            max = Math.max(max, one);
        }
        return max / (total / partitions);
    }

    @ParameterizedTest
    @CsvSource({"4,1.03", "12,1.06", "24,1.10"})
    void twelveThousandSourcesOfOneCadenceFillAllPartitionsAlike(int partitions, double atMost) {
        double skew = skew(partitions, source -> 1);

        assertThat(skew).isLessThanOrEqualTo(atMost);
    }

    /** By Zipf's law the busiest of 12,000 sources sends a tenth of everything, and no key can split it. */
    @ParameterizedTest
    @CsvSource({"4,1.41", "12,2.42", "24,3.30"})
    void aFewBusySourcesShowAndNothingElseDoes(int partitions, double atMost) {
        double skew = skew(partitions, source -> 1.0 / (source + 1));

        assertThat(skew).isLessThanOrEqualTo(atMost);
    }
}
