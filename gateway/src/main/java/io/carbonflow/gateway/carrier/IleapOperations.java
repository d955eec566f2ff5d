package io.carbonflow.gateway.carrier;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** The transport and hub operation categories (TOC, HOC) that legs refer to by their ids. */
final class IleapOperations {

    private static final int DEPTH_MAX = 8;
    /** How carriers name their categories, for where nothing else is known of one. */
    private static final List<Map.Entry<Pattern, TransportMode>> WORDS = List.of(
            Map.entry(words("truck|road|lorry|hgv|van|ltl|ftl|lkw"), TransportMode.ROAD),
            Map.entry(words("train|rail"), TransportMode.RAIL),
            Map.entry(words("barge|inland|iww"), TransportMode.INLAND_WATERWAY),
            Map.entry(words("ship|vessel|sea|ocean|ferry|ro-?ro"), TransportMode.SEA),
            Map.entry(words("air|flight|plane|belly|freighter"), TransportMode.AIR));

    private final Gazetteer gazetteer;
    private final Map<String, JsonNode> transport = new HashMap<>();
    private final Map<String, JsonNode> hubs = new HashMap<>();

    IleapOperations(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(^|[^a-z])(" + alternatives + ")([^a-z]|$)");
    }

    /** Takes up every category that is described anywhere in a document; null is none. */
    void learn(JsonNode document) {
        if (document != null) {
            learn(document, 0);
        }
    }

    private void learn(JsonNode node, int depth) {
        if (node.isObject() && node.path("mode").isTextual() && !node.has("tceId")) {
            transport.put(Payload.text(node, "tocId"), node);
        }
        if (node.isObject() && node.path("hubType").isTextual()) {
            hubs.put(Payload.text(node, "hocId"), node);
        }
        if (depth < DEPTH_MAX) {
            node.forEach(child -> learn(child, depth + 1));
        }
    }

    /** How a leg moves: as it says itself, as its category says, or by what its ids tell; empty where nothing does. */
    Optional<ModeChoice> modeOf(JsonNode leg, LegDraft draft) {
        String stated = Payload.text(leg, "mode");
        if (!stated.isEmpty()) {
            return TransportMode.find(stated).map(mode -> new ModeChoice(mode, "the leg states its mode"));
        }
        String id = Payload.text(leg, "tocId");
        JsonNode category = transport.get(id);
        if (category != null && !id.isEmpty()) {
            describe(category, draft);
            return TransportMode.find(Payload.text(category, "mode"))
                .map(mode -> new ModeChoice(mode, "the transport operation category states it"));
        }
        Optional<ModeChoice> stored = gazetteer.operation(id)
            .map(mode -> new ModeChoice(mode, "the stored transport operation category states it"));
        return stored.or(() -> byNumbers(leg)).or(() -> byWords(id, draft));
    }

    private static void describe(JsonNode category, LegDraft draft) {
        draft.attribute("toc_load_factor", Payload.text(category, "loadFactor"))
            .attribute("toc_empty_distance_factor", Payload.text(category, "emptyDistanceFactor"))
            .attribute("toc_co2e_intensity_wtw", Payload.text(category, "co2eIntensityWTW"));
        if (Payload.text(category, "temperatureControl").equalsIgnoreCase("refrigerated")) {
            draft.attribute("temperature_controlled", "true");
        }
    }

    private static Optional<ModeChoice> byNumbers(JsonNode leg) {
        if (!Payload.text(leg, "flightNo").isEmpty()) {
            return Optional.of(new ModeChoice(TransportMode.AIR, "the leg has a flight number"));
        }
        return Payload.text(leg, "voyageNo").isEmpty() ? Optional.empty()
                : Optional.of(new ModeChoice(TransportMode.SEA, "the leg has a voyage number"));
    }

    private static Optional<ModeChoice> byWords(String id, LegDraft draft) {
        String words = id.toLowerCase(Locale.ROOT);
        return WORDS.stream().filter(word -> word.getKey().matcher(words).find()).findFirst().map(word -> {
            draft.warn("the mode is taken from the name of the transport operation category, which is not described");
            return new ModeChoice(word.getValue(), "the name of the transport operation category tells it");
        });
    }

    /** The activity of handling in a hub, by its category. */
    String hubActivity(String id, LegDraft draft) {
        JsonNode category = hubs.get(id);
        if (category == null) {
            draft.warn("the hub operation category is not described");
            return "freight.hub.unspecified";
        }
        String type = Payload.text(category, "hubType").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return "freight.hub." + (type.matches("[a-z0-9_-]{1,60}") ? type : "unspecified");
    }
}
