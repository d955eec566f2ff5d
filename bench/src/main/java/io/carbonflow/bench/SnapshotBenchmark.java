package io.carbonflow.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/** Reading and indexing a file of 10,000 factors; {@code cold} is what a service that has just started sees. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SnapshotBenchmark {

    private static final int FACTORS = 10_000;

    private byte[] file;

    @Setup
    public void prepare() {
        List<String> shipped = new String(Shipped.file(), StandardCharsets.UTF_8).lines().toList();
        var lines = new ArrayList<String>(FACTORS + 1);
        lines.addAll(shipped.subList(0, Math.min(shipped.size(), FACTORS + 1)));
        if (lines.size() <= FACTORS) {
            throw new IllegalStateException("the shipped edition has only " + (lines.size() - 1) + " factors");
        }
        file = (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 5, time = 1)
    @Measurement(iterations = 5, time = 1)
    @Fork(2)
    public FactorLibrary warm() {
        return load();
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(5)
    public FactorLibrary cold() {
        return load();
    }

    private FactorLibrary load() {
        return FactorLibrary.of(List.of(new PublishedEdition(Shipped.read(file), Instant.EPOCH)));
    }
}
