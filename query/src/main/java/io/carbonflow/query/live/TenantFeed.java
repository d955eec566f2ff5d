package io.carbonflow.query.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import io.carbonflow.query.entries.EntrySummary;

/**
 * What was booked for one tenant while somebody watches. Bounded: the newest entries and a count. A client reads from it
 * at its own pace, so a slow one costs no memory; it learns how many entries it was not shown.
 */
final class TenantFeed {

    private final int entriesMax;
    private final Deque<Item> newest = new ArrayDeque<>();
    private long booked;

    TenantFeed(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    private record Item(long number, EntrySummary entry) {}

    /**
     * What happened since a client last looked.
     *
     * @param upTo    the number to ask from next time
     * @param booked  how many entries were booked
     * @param entries the newest of them, newest first
     */
    record Change(long upTo, long booked, List<EntrySummary> entries) {

        /** How many of the entries are not listed. */
        long omitted() {
            return booked - entries.size();
        }

        /** When the newest was booked; null where none is. */
        Instant lastBookedAt() {
            return entries.isEmpty() ? null : entries.get(0).bookedAt();
        }
    }

    synchronized void add(EntrySummary entry) {
        booked++;
        newest.addFirst(new Item(booked, entry));
        if (newest.size() > entriesMax) {
            newest.removeLast();
        }
    }

    /** The number from which a client that joins now counts. */
    synchronized long position() {
        return booked;
    }

    synchronized Change since(long position) {
        if (booked == position) {
            return new Change(position, 0, Collections.emptyList());
        }
        var entries = new ArrayList<EntrySummary>();
        for (Item item : newest) {
            if (item.number() <= position) {
                break;
            }
            entries.add(item.entry());
        }
        return new Change(booked, booked - position, entries);
    }
}
