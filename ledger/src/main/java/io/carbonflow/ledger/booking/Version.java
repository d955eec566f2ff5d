package io.carbonflow.ledger.booking;

import java.util.Arrays;

import io.carbonflow.ledger.refusal.RawPosition;

/**
 * One version of an event that changes.
 *
 * @param revision    orders the versions; null for what was booked when the event had none, which is before all others
 * @param contentHash of what it says
 * @param isCancel    whether it says that the event does not stand; what else it says means nothing then
 * @param raw         the raw record it came in first
 */
record Version(String revision, byte[] contentHash, boolean isCancel, RawPosition raw) {

    /** Whether both say the same of the event. */
    boolean saysTheSameAs(Version other) {
        return isCancel == other.isCancel && (isCancel || Arrays.equals(contentHash, other.contentHash));
    }

    boolean isNewerThan(Version other) {
        return other.revision == null ? revision != null
                : revision != null && compareByCodePoint(revision, other.revision) > 0;
    }

    /** As {@code collate "C"} compares UTF-8; {@link String#compareTo} puts surrogates before U+E000. */
    private static int compareByCodePoint(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean isBothOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
                return isBothOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
