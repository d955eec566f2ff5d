package io.carbonflow.intake.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One item of a body.
 *
 * @param index      its place, from 0: the element of an array, the line of NDJSON
 * @param bytes      exactly as received
 * @param json       what they say; null where they cannot be read
 * @param unreadable why they cannot be read; null where they can
 */
public record JsonItem(int index, byte[] bytes, JsonNode json, String unreadable) {

    public JsonItem {
        requireNonNull(bytes, "bytes is null");
        if ((json == null) == (unreadable == null)) {
            throw new IllegalArgumentException("an item is either read or unreadable");
        }
    }
}
