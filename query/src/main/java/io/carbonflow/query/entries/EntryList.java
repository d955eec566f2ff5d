package io.carbonflow.query.entries;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Entries, newest first, and where the list continues. */
@RegisterForReflection
public record EntryList(List<EntrySummary> items, String nextCursor) {}
