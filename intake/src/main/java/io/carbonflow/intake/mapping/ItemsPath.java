package io.carbonflow.intake.mapping;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The way from a document to its items: names of fields, and {@code *} for every element of an array on the way.
 *
 * @param steps empty where the document is the item
 */
record ItemsPath(List<String> steps) {

    private static final String EACH = "*";

    ItemsPath {
        steps = List.copyOf(steps);
    }

    /** The steps where they lead to one array whose elements are the items; else empty. */
    List<String> single() {
        return steps.contains(EACH) ? List.of() : steps;
    }

    List<Place> places(JsonNode document) {
        if (steps.isEmpty()) {
            return List.of(Place.alone(document));
        }
        var places = new ArrayList<Place>();
        if (!follow(document, 0, document, document, places)) {
            return List.of(Place.alone(document));
        }
        return places;
    }

    /** Whether the way exists at all. */
    private boolean follow(JsonNode here, int step, JsonNode parent, JsonNode document, List<Place> places) {
        if (step == steps.size()) {
            if (here.isArray()) {
                here.forEach(item -> places.add(new Place(item, parent, document)));
            } else if (here.isObject()) {
                // One child comes as itself from systems that make arrays only of several.
                places.add(new Place(here, parent, document));
            }
            return here.isContainerNode();
        }
        if (!steps.get(step).equals(EACH)) {
            JsonNode next = here.path(steps.get(step));
            return !next.isMissingNode() && follow(next, step + 1, here.isObject() ? here : parent, document, places);
        }
        if (here.isObject()) {
            return follow(here, step + 1, parent, document, places);
        }
        boolean any = false;
        for (JsonNode element : here) {
            any |= follow(element, step + 1, element, document, places);
        }
        return any || here.isArray();
    }
}
