package io.carbonflow.metering.stream;

import java.util.HashMap;
import java.util.Map;

/** How much each tenant has in one of the stores. Belongs to one thread. */
final class Room {

    private final Map<String, Taken> taken = new HashMap<>();

    private record Taken(int owners, int items, long bytes) {

        static final Taken NOTHING = new Taken(0, 0, 0);
    }

    /**
     * Something was added, or taken out where the numbers are below zero.
     *
     * @param owners devices that have anything there
     */
    void change(String tenant, int owners, int items, long bytes) {
        Taken before = taken.getOrDefault(tenant, Taken.NOTHING);
        var next = new Taken(before.owners + owners, before.items + items, before.bytes + bytes);
        if (next.items <= 0 && next.owners <= 0) {
            taken.remove(tenant);
        } else {
            taken.put(tenant, next);
        }
    }

    int owners(String tenant) {
        return taken.getOrDefault(tenant, Taken.NOTHING).owners;
    }

    int items(String tenant) {
        return taken.getOrDefault(tenant, Taken.NOTHING).items;
    }

    long bytes(String tenant) {
        return taken.getOrDefault(tenant, Taken.NOTHING).bytes;
    }
}
