package io.carbonflow.query.master;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A page of a list.
 *
 * @param nextCursor where the list continues; null at its end
 */
@RegisterForReflection
public record ItemList<T>(List<T> items, String nextCursor) {}
