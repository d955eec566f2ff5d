package io.carbonflow.gateway.deadletter;

import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How many letters there are, by what they are counted by.
 *
 * @param groupBy   the words, in order
 * @param items     most letters first
 * @param truncated whether there are more groups than are shown
 */
@RegisterForReflection
record LetterCounts(List<String> groupBy, List<Group> items, boolean truncated) {

    /**
     * @param by      the group: a value for each word
     * @param letters how many there are
     * @param open    how many of them nobody sent again and did not go on
     * @param held    how many of the open ones wait for something or someone
     */
    @RegisterForReflection
    record Group(Map<String, String> by, long letters, long open, long held) {}
}
