package io.carbonflow.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What booking costs, seen from outside: the packaged ledger reads {@code calc.emissions} from Kafka into a PostgreSQL with
 * fsync, beside bare COPY and INSERT of the same rows on the same server in the same run. Rounds alternate; medians count.
 * Everything runs on this machine, so what feeds and what measures takes its share of it.
 *
 * <p>
 * {@code java -cp bench/target/bench-0.1.0-SNAPSHOT.jar io.carbonflow.bench.ledger.LedgerBenchmark [parts] [rounds]
 * [entries before the crash] [entries of the year]}, from the project's root, where {@code ledger} and {@code query} are
 * packaged. Parts are {@code rates}, {@code latency}, {@code verification}, {@code recovery} and {@code year}, separated
 * by commas; all without any. JVM options of the services come from the environment, {@code LEDGER_BENCH_JAVA}.
 */
public final class LedgerBenchmark {

    private static final int[] BATCHES = {500, 2_000, 5_000};
    private static final int USUAL_BATCH = 2_000;
    private static final int EVENTS_OF_ROUND = 20_000;
    private static final int PACED_SECONDS = 30;

    private final Machine machine;
    private final Set<String> parts;
    private final int rounds;
    private final Figures rates = new Figures();
    private Feed feed;
    private Ledgers ledgers;
    private int entriesOfEvent;

    private LedgerBenchmark(Machine machine, Set<String> parts, int rounds) {
        this.machine = machine;
        this.parts = parts;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE); // of what clients log, only what spoils a figure
        var parts = Set.of((arguments.length > 0 ? arguments[0] : "rates,latency,verification,recovery,year")
            .split(","));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        long beforeCrash = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000;
        long ofYear = arguments.length > 3 ? Long.parseLong(arguments[3]) : 10_000_000;
        String options = System.getenv().getOrDefault("LEDGER_BENCH_JAVA", "-Xmx512m");
        Path directory = Files.createTempDirectory("carbonflow-bench-");
        try (var machine = new Machine(directory, Path.of("").toAbsolutePath(), List.of(options.split(" ")))) {
            machine.start();
            new LedgerBenchmark(machine, parts, rounds).run(beforeCrash, ofYear);
        } finally {
            delete(directory);
        }
    }

    private void run(long beforeCrash, long ofYear) throws Exception {
        var fleet = new Fleet();
        entriesOfEvent = fleet.entriesOfEvent();
        System.out.printf(Locale.ROOT, "%d meters, %d entries per reading%n", Fleet.METERS, entriesOfEvent);
        feed = new Feed(fleet, machine.bootstrapServers(), machine.registryUrl());
        ledgers = new Ledgers(machine, feed, entriesOfEvent);
        try {
            if (parts.contains("rates")) {
                rates();
            }
            if (parts.contains("latency")) {
                latency();
            }
            if (parts.contains("verification")) {
                new Verification(machine, fleet.begin(), ledgers).run(rounds);
            }
            if (parts.contains("recovery")) {
                new Recovery(machine, feed, ledgers, entriesOfEvent).run(beforeCrash);
            }
        } finally {
            ledgers.close();
            feed.close();
        }
        if (parts.contains("year")) {
            new SupplierYear(machine, ofYear).run();
        }
    }

    private void rates() throws SQLException, IOException {
        var bare = new BareWriting(machine);
        for (int round = 1; round <= rounds; round++) {
            for (int batch : BATCHES) {
                var ledger = ledgers.started(batch);
                try {
                    for (int chains = 1; chains <= 2; chains++) {
                        note(round, name("ledger", batch, chains),
                                ledgers.perSecond(ledger, EVENTS_OF_ROUND, chains));
                    }
                } finally {
                    ledger.close();
                }
                var rows = bare.newest(EVENTS_OF_ROUND * entriesOfEvent);
                var ways = new LinkedHashMap<String, BareWriting.Way>();
                ways.put("COPY", bare::copy);
                ways.put("multi-row INSERT", bare::multiRow);
                ways.put("INSERT from unnest", bare::unnest);
                for (int writers = 1; writers <= 2; writers++) {
                    for (Map.Entry<String, BareWriting.Way> way : ways.entrySet()) {
                        note(round, name(way.getKey(), batch, writers),
                                bare.perSecond(way.getValue(), rows, batch * entriesOfEvent, writers));
                    }
                }
            }
        }
        rates.print("entries/s", name("COPY", USUAL_BATCH, 1));
    }

    private static String name(String way, int batch, int chains) {
        return way + ", " + batch + " events, " + (chains == 1 ? "1 writer" : chains + " writers");
    }

    private void note(int round, String name, double perSecond) {
        rates.add(name, perSecond);
        System.out.printf(Locale.ROOT, "round %d  %-42s %,9.0f entries/s%n", round, name, perSecond);
    }

    /** At half the rate that was reached: how long until a reading is announced as booked. */
    private void latency() throws SQLException, InterruptedException {
        var ledger = ledgers.started(USUAL_BATCH);
        try {
            double sustained = ledgers.perSecond(ledger, EVENTS_OF_ROUND, 2) / entriesOfEvent;
            for (int round = 1; round <= rounds; round++) {
                var announced = new Announced(feed, machine.bootstrapServers());
                feed.pace(sustained / 2, PACED_SECONDS, 2, announced::sent);
                for (int i = 0; i < 600 && !announced.isComplete(); i++) {
                    Thread.sleep(100);
                }
                announced.close();
                var all = announced.milliseconds();
                System.out.printf(Locale.ROOT,
                        "round %d  record -> announced at %,.0f readings/s (%,.0f entries/s): p50"
                                + " %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms, %,d missing%n",
                        round, sustained / 2,
                        sustained / 2 * entriesOfEvent, Figures.percentile(all, 50), Figures.percentile(all, 95),
                        Figures.percentile(all, 99), Figures.percentile(all, 100),
                        (long) (sustained / 2 * PACED_SECONDS) - all.size());
            }
        } finally {
            ledger.close();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
