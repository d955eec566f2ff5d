package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import io.carbonflow.accounting.receipt.CanonicalJson;

/**
 * Compares each reversal with what it takes back, wherever in the bundle that stands. Of an entry it keeps no more than
 * its id and half a hash, 32 bytes.
 */
final class Reversals {

    static final String REVERSAL = "reversal";
    static final String BOOKED = "booked";
    static final String ADJUSTMENT = "adjustment";
    /** What stands for either in an image: a reversal does not say which of the two it takes back. */
    private static final String POSTING = "posting";
    private static final int ENTRIES_PER_CHUNK = 1 << 14;
    private static final int LONGS = 4;
    /** What a reversal has of its own: it is of another delivery, at another time. */
    private static final Set<String> OWN = Set.of("accounted_at", "adjusts_period", "booked_at", "calculated_at",
            "channel", "correlation_id", "gate_outcome", "gate_reason", "id", "payload_sha256", "recalculation_id",
            "received_at", "replaces", "replaces_event_id", "reverses", "revision", "source_trust");

    private record Reversal(String id, long[] opposite) {}

    private final List<long[]> chunks = new ArrayList<>();
    private final Map<UUID, Reversal> byReversed = new HashMap<>();
    private int used = ENTRIES_PER_CHUNK * LONGS;

    /** Takes an entry in. */
    void add(Line entry) throws MismatchException {
        String type = entry.text("entry_type");
        if (!type.equals(BOOKED) && !type.equals(REVERSAL) && !type.equals(ADJUSTMENT)) {
            throw new MismatchException(
                    "its entry_type is " + type + ", known are " + BOOKED + ", " + REVERSAL + " and "
                            + ADJUSTMENT);
        }
        if (!type.equals(REVERSAL) && type.equals(ADJUSTMENT) == entry.isNull("recalculation_id")) {
            throw new MismatchException(
                    "an adjustment names in recalculation_id what it was booked by, and an entry that "
                            + "is booked does not; it is of type " + type);
        }
        keep(id(entry, "id"), image(entry, false));
        if (type.equals(REVERSAL) == entry.isNull("reverses")) {
            throw new MismatchException("a reversal names in reverses what it takes back, and no other entry does");
        }
        if (type.equals(REVERSAL)) {
            var reversal = new Reversal(entry.text("id"), image(entry, true));
            Reversal other = byReversed.put(id(entry, "reverses"), reversal);
            if (other != null) {
                throw new MismatchException("it takes back entry " + entry.text("reverses") + ", which entry "
                        + other.id() + " takes back already");
            }
        }
    }

    /**
     * Compares, once all entries have come.
     *
     * @return how many reversals take back what is not in the bundle
     */
    long check() throws MismatchException {
        long rest = byReversed.size();
        for (int chunk = 0; chunk < chunks.size() && !byReversed.isEmpty(); chunk++) {
            long[] kept = chunks.get(chunk);
            int end = chunk == chunks.size() - 1 ? used : kept.length;
            for (int at = 0; at < end; at += LONGS) {
                UUID id = new UUID(kept[at], kept[at + 1]);
                Reversal reversal = byReversed.get(id);
                if (reversal != null) {
                    if (reversal.opposite()[0] != kept[at + 2] || reversal.opposite()[1] != kept[at + 3]) {
                        throw new MismatchException("entry " + reversal.id() + " takes back entry " + id
                                + ", of which it is not the exact opposite");
                    }
                    rest--;
                }
            }
        }
        return rest;
    }

    private void keep(UUID id, long[] image) {
        if (used == ENTRIES_PER_CHUNK * LONGS) {
            chunks.add(new long[used]);
            used = 0;
        }
        long[] chunk = chunks.get(chunks.size() - 1);
        chunk[used] = id.getMostSignificantBits();
        chunk[used + 1] = id.getLeastSignificantBits();
        chunk[used + 2] = image[0];
        chunk[used + 3] = image[1];
        used += LONGS;
    }

    /** What an entry and its reversal have in common, hashed; of a reversal as what it takes back must have it. */
    private static long[] image(Line entry, boolean isOpposite) throws MismatchException {
        var common = new TreeMap<String, Object>();
        for (var member : entry.members().entrySet()) {
            String name = String.valueOf(member.getKey());
            if (!OWN.contains(name)) {
                boolean isAmount = name.startsWith("kg_") || name.equals("quantity");
                common.put(name, isOpposite && isAmount && member.getValue() != null ? negated(entry, name)
                        : member.getValue());
            }
        }
        if (isOpposite || !common.get("entry_type").equals(REVERSAL)) {
            common.put("entry_type", POSTING);
        }
        var hash = ByteBuffer.wrap(Hashes.sha256(CanonicalJson.write(common).getBytes(UTF_8)));
        return new long[]{hash.getLong(), hash.getLong()};
    }

    private static String negated(Line entry, String name) throws MismatchException {
        BigDecimal amount = entry.decimal(name);
        return amount.negate().toPlainString();
    }

    private static UUID id(Line entry, String name) throws MismatchException {
        try {
            UUID id = UUID.fromString(entry.text(name));
            if (id.toString().equals(entry.text(name))) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new MismatchException(name + " is no UUID");
    }
}
