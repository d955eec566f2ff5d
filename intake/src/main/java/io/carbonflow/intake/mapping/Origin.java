package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a value stands in a payload.
 *
 * @param names   columns or JSON pointers as the document names them; the first that has a value gives it
 * @param within  where they are looked up
 * @param flat    whether they are columns of a row, also those that look like pointers
 */
record Origin(List<String> names, Within within, boolean flat) {

    /** What a name is looked up in. */
    enum Within {
        ITEM,
        PARENT,
        DOCUMENT;

        JsonNode of(Place place) {
            return switch (this) {
                case ITEM -> place.item();
                case PARENT -> place.parent();
                case DOCUMENT -> place.document();
            };
        }
    }

    /** A value and the name it was found under. */
    record Found(String name, JsonNode value) {}

    Origin {
        requireNonNull(within, "within is null");
        names = List.copyOf(names);
    }

    /** The first name that has a value; the first name and a missing node where none has. */
    Found find(Place place) {
        JsonNode holder = within.of(place);
        for (String name : names) {
            JsonNode value = valueAt(holder, name);
            if (value.isContainerNode() || Scalars.text(value) != null) {
                return new Found(name, value);
            }
        }
        return new Found(names.get(0), com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    private JsonNode valueAt(JsonNode holder, String name) {
        return !flat && name.startsWith("/") ? holder.at(JsonPointer.compile(name)) : member(holder, name);
    }

    /** Columns are written by people: where none has exactly this name, case and blanks around it do not matter. */
    private static JsonNode member(JsonNode holder, String name) {
        if (holder.has(name)) {
            return holder.get(name);
        }
        for (Map.Entry<String, JsonNode> field : holder.properties()) {
            if (field.getKey().strip().equalsIgnoreCase(name.strip())) {
                return field.getValue();
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
