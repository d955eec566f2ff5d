package io.carbonflow.bench;

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
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Selection;
import io.carbonflow.accounting.factor.SelectionRequest;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/** One lookup in the shipped library. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SelectionBenchmark {

    private static final List<String> COUNTRIES = List.of("DE", "GB", "US", "FR", "PL", "IN", "CN", "BR");
    private static final List<String> ACTIVITIES = List.of("electricity.grid", "fuel.natural_gas", "waste.landfill",
            "freight.road.hgv");
    private static final List<Unit> UNITS = List.of(Unit.KILOWATT_HOUR, Unit.KILOWATT_HOUR, Unit.KILOGRAM,
            Unit.TONNE_KILOMETRE);

    private final List<SelectionRequest> requests = new ArrayList<>();
    private FactorLibrary library;
    private int next;
    private int year;

    @Setup
    public void prepare() {
        library = Shipped.library();
        for (String country : COUNTRIES) {
            for (int i = 0; i < ACTIVITIES.size(); i++) {
                requests.add(request(ACTIVITIES.get(i), country, 2025, UNITS.get(i)));
            }
        }
    }

    /** A question that was asked before, as nearly every event's is. */
    @Benchmark
    public Selection repeated() {
        next = (next + 1) & 31;
        return library.select(requests.get(next));
    }

    /** A question never asked before. */
    @Benchmark
    public Selection firstTime() {
        year++;
        return library.select(request("electricity.grid", COUNTRIES.get(year & 7), year, Unit.KILOWATT_HOUR));
    }

    private static SelectionRequest request(String activity, String country, int year, Unit unit) {
        return new SelectionRequest(activity, FactorPart.ACTIVITY, country, null, year, unit, null, List.of(),
                GwpSet.AR6);
    }
}
