package io.carbonflow.local.bundle;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found right in a bundle.
 *
 * @param activities  how many of the activities of its entries it has; empty where it is not to have any
 * @param totals      for a person: what its official entries add up to
 * @param reversedElsewhere how many reversals take back entries that are not in the bundle, and were not compared
 * @param head        the signed head everything is below; empty where there is none
 * @param signedBy    the id of the key by which the ledger says that this is all it has of the period; empty where it
 *                    does not say so
 * @param trust       what stands behind that key
 */
public record BundleReport(String tenantId, String from, String to, long entries, long blocks, long chains,
        OptionalLong activities,
        List<String> totals, long reversedElsewhere, Optional<Head> head, Optional<String> signedBy, Trust trust) {

    /**
     * A signed head.
     *
     * @param isBeforeEnd whether it was signed before the period was over
     */
    public record Head(long number, String at, String hash, boolean isBeforeEnd) {}

    /** Whose word the signatures are. */
    public enum Trust {
        /** The bundle's own keys. */
        OWN,
        /** The key the caller brought. */
        GIVEN,
        /** A later one, which the key the caller brought has introduced. */
        INTRODUCED_BY_GIVEN
    }

    /** Whether the ledger has signed both where its chains stood and that the bundle is whole. */
    public boolean isSigned() {
        return head.isPresent() && signedBy.isPresent();
    }
}
