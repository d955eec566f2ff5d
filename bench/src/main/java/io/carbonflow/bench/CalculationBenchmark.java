package io.carbonflow.bench;

import java.math.BigDecimal;
import java.time.Instant;
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
import org.openjdk.jmh.infra.Blackhole;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.calculation.SupplierFactor;
import io.carbonflow.rules.RuleBook;

/**
 * From an activity to its results and the text of their receipts, on one thread. Amounts change from event to event;
 * countries and activities rotate, as they do in a partition. One operation is one event.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class CalculationBenchmark {

    private static final int EVENTS = 4_096;
    private static final List<String> COUNTRIES = List.of("DE", "GB", "US", "FR", "PL", "IN", "CN", "BR");
    private static final Instant DAY = Instant.parse("2025-06-15T00:00:00Z");

    private final ActivityData[] plain = new ActivityData[EVENTS];
    private final ActivityData[] threeMethods = new ActivityData[EVENTS];
    private EmissionCalculator calculator;
    private int next;

    @Setup
    public void prepare() {
        calculator = new EmissionCalculator(Shipped.library(), RuleBook.of(List.of()).forTenant("bench"));
        for (int i = 0; i < EVENTS; i++) {
            String country = COUNTRIES.get(i % COUNTRIES.size());
            var quantity = BigDecimal.valueOf(1_000 + i * 37L, 2);
            plain[i] = ActivityData.of(ActivityKind.SUPPLIER, "waste.landfill", DAY)
                .quantity(quantity, "kg")
                .place(country, null)
                .build();
            threeMethods[i] = ActivityData.of(ActivityKind.ENERGY, "electricity.grid", DAY)
                .quantity(quantity, "kWh")
                .place(country, null)
                .supplierFactor(new SupplierFactor(new BigDecimal("0.231"), "kWh", null, null, "supplier"))
                .build();
        }
    }

    /** One method, one factor, three sets of potentials. */
    @Benchmark
    public void plain(Blackhole results) {
        calculate(plain, results);
    }

    /** Location-based, market-based and supplier-specific, each under three sets of potentials. */
    @Benchmark
    public void threeMethods(Blackhole results) {
        calculate(threeMethods, results);
    }

    private void calculate(ActivityData[] events, Blackhole results) {
        next = (next + 1) & (EVENTS - 1);
        List<EmissionResult> ofEvent = calculator.calculate(events[next])
            .fold(calculated -> calculated.results(), held -> List.of(), refused -> List.of());
        for (EmissionResult result : ofEvent) {
            results.consume(result.receipt().json());
        }
    }
}
