package io.carbonflow.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything a run sends, in order, and what it must lead to.
 *
 * @param fleet the meters to register before
 */
record EventPlan(List<Sending> sendings, MeterFleet fleet, Instant start) {

    private static final int REPEATED_ONE_IN = 100;
    private static final int REFUSED_ONE_IN = 200;
    private static final int BATCH_SIZE = 50;
    private static final String ACTIVITIES_PATH = "/v1/activities";

    /** What a run of so many events asks for. */
    record Size(int events, Duration duration) {}

    static EventPlan of(long seed, Size size, Instant start, String tenant) {
        var run = new Run(seed, start, tenant);
        var fleet = new MeterFleet(run);
        var sendings = new ArrayList<Sending>(fleet.readings(share(size.events, 40)));
        var documents = new Documents(run);
        lines(share(size.events, 6), 4, run, count -> sendings.add(documents.purchaseOrder(count)));
        lines(share(size.events, 4), 3, run, count -> sendings.add(documents.shipments(count)));
        activities(run, size.events - eventsOf(sendings), sendings);
        refuse(run, size.events / REFUSED_ONE_IN, sendings);
        repeat(run, size.events / REPEATED_ONE_IN, sendings);
        return new EventPlan(spread(mixed(sendings, run), size.duration), fleet, run.start());
    }

    private interface Document {
        void of(int lines);
    }

    private static int share(int events, int percent) {
        return events * percent / 100;
    }

    private static int eventsOf(List<Sending> sendings) {
        return sendings.stream().mapToInt(sending -> sending.events().size()).sum();
    }

    private static void lines(int total, int linesMax, Run run, Document document) {
        for (int left = total; left > 0;) {
            int lines = Math.min(left, run.between(1, linesMax));
            document.of(lines);
            left -= lines;
        }
    }

    /** Half of them readings over MQTT, the rest activities: over MQTT, one by one over REST, and in batches. */
    private static void activities(Run run, int count, List<Sending> sendings) {
        var activities = new Activities(run);
        var batch = new ArrayList<Activities.Item>();
        for (int i = 0; i < count; i++) {
            switch (i % 10) {
                case 0, 1, 2, 3 -> sendings.add(mqtt(run, "readings", activities.reading()));
                case 4 -> sendings.add(single("/v1/readings", activities.reading()));
                case 5 -> sendings.add(mqtt(run, "activities", activities.any()));
                case 6 -> sendings.add(single(ACTIVITIES_PATH, activities.any()));
                default -> batch.add(activities.any());
            }
            if (batch.size() == BATCH_SIZE) {
                sendings.add(batch(batch));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            sendings.add(batch(batch));
        }
    }

    private static Sending mqtt(Run run, String topic, Activities.Item item) {
        return Sending.of(Sending.Door.MQTT, "carbonflow/" + run.tenant() + "/" + topic, topic, Json.of(item.json()),
                List.of(item.event()));
    }

    private static Sending single(String path, Activities.Item item) {
        return Sending.of(Sending.Door.JSON, path, "rest", Json.of(item.json()), List.of(item.event()));
    }

    private static Sending batch(List<Activities.Item> items) {
        return Sending.of(Sending.Door.NDJSON, ACTIVITIES_PATH, "rest",
                items.stream().map(item -> Json.of(item.json())).collect(Collectors.joining("\n")),
                items.stream().map(Activities.Item::event).toList());
    }

    /** Items that break a rule each, one after the other. */
    private static void refuse(Run run, int count, List<Sending> sendings) {
        for (int i = 0; i < count; i++) {
            var json = new Activities(run).any().json();
            switch (i % 4) {
                case 0 -> json.put("unit", "furlongs");
                case 1 -> json.put("quantity", -1);
                case 2 -> json.remove("source_id");
                default -> json.put("occurred_at", "2025-11-03T10:00:00");
            }
            sendings.add(Sending.refused(Sending.Door.JSON, ACTIVITIES_PATH, Json.of(json)));
        }
    }

    /** Sends some single events twice; not meters, whose repeats say nothing new and are context. */
    private static void repeat(Run run, int count, List<Sending> sendings) {
        List<Sending> candidates = sendings.stream()
            .filter(sending -> sending.events().size() == 1 && !sending.address().contains("/tele/"))
            .toList();
        for (int i = 0; i < count && !candidates.isEmpty(); i++) {
            sendings.add(run.anyOf(candidates).repeated());
        }
    }

    /** In a random order that leaves each meter's own readings in theirs. */
    private static List<Sending> mixed(List<Sending> sendings, Run run) {
        Map<String, Deque<Sending>> bySource = new HashMap<>();
        var turns = new ArrayList<String>();
        for (Sending sending : sendings) {
            bySource.computeIfAbsent(sending.source(), source -> new ArrayDeque<>()).add(sending);
            turns.add(sending.source());
        }
        Collections.shuffle(turns, run.random());
        return turns.stream().map(source -> bySource.get(source).poll()).toList();
    }

    private static List<Sending> spread(List<Sending> sendings, Duration duration) {
        var spread = new ArrayList<Sending>(sendings.size());
        for (int i = 0; i < sendings.size(); i++) {
            spread.add(sendings.get(i).at(duration.multipliedBy(i).dividedBy(sendings.size())));
        }
        return spread;
    }

    List<PlannedEvent> events() {
        return sendings.stream().flatMap(sending -> sending.events().stream()).toList();
    }

    int repeats() {
        return sendings.stream().mapToInt(Sending::repeats).sum();
    }

    int refused() {
        return sendings.stream().mapToInt(Sending::refused).sum();
    }

    int context() {
        return sendings.stream().mapToInt(Sending::context).sum();
    }
}
