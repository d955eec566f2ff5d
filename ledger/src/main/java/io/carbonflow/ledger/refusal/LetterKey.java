package io.carbonflow.ledger.refusal;

import java.util.Comparator;

/** What identifies a letter. */
record LetterKey(String tenantId, String letterId) implements Comparable<LetterKey> {

    private static final Comparator<LetterKey> ORDER = Comparator.comparing(LetterKey::tenantId)
        .thenComparing(LetterKey::letterId);

    @Override
    public int compareTo(LetterKey other) {
        return ORDER.compare(this, other);
    }
}
