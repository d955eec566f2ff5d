package io.carbonflow.intake.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which deliveries a mapping is meant for, where the sender does not name it. Each part may be null or empty: then it
 * does not matter.
 *
 * @param channel    the way in
 * @param supplierId who sends
 * @param table      the table of a change event: {@code schema.table}, or the table alone
 * @param headers    columns the file has, whatever others it has beside them; upper and lower case are the same
 */
public record AppliesTo(String channel, String supplierId, String table, List<String> headers) {

    /** A mapping that is only used by its name. */
    public static final AppliesTo NOTHING = new AppliesTo(null, null, null, List.of());

    public AppliesTo {
        headers = List.copyOf(headers);
    }

    /** Whether it says anything at all: one that does not is only used by its name. */
    public boolean isStated() {
        return weight() > 0;
    }

    /**
     * Whether a delivery is meant; each argument may be null where it is not known.
     *
     * @param found the columns of the file; empty where there are none
     */
    public boolean fits(String fromChannel, String fromSupplier, String fromTable, Collection<String> found) {
        return isStated() && (channel == null || channel.equals(fromChannel))
                && (supplierId == null || supplierId.equals(fromSupplier)) && (table == null || isTable(fromTable))
                && (headers.isEmpty() || lowerCase(found).containsAll(lowerCase(headers)));
    }

    /** How much it asks for: of several that fit, the one that asks for most is meant. */
    public int weight() {
        return (channel == null ? 0 : 1) + (supplierId == null ? 0 : 100) + (table == null ? 0 : 100) + headers.size();
    }

    private boolean isTable(String found) {
        return found != null && (table.equals(found) || found.endsWith("." + table));
    }

    private static Set<String> lowerCase(Collection<String> names) {
        return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
