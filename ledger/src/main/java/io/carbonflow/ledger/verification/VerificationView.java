package io.carbonflow.ledger.verification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A verification as the API shows it.
 *
 * @param state    pending, verified or failed
 * @param cause    requested, or continuous: the ledger's own round
 * @param entries  how many entries were found good; absent while pending
 * @param keyId    the key that vouches for the signed heads; absent where the ledger was given none to check them with
 * @param heads    of every chain, recomputed; only where verified
 * @param firstBad only where failed
 */
@RegisterForReflection(targets = {VerificationView.class, VerificationView.FirstBad.class, Verdict.Head.class})
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerificationView(UUID id, String state, String cause, Instant requestedAt, Instant finishedAt, Long entries,
        Long blocks, Long signedHeads, String keyId, List<Verdict.Head> heads, FirstBad firstBad) {

    /**
     * What does not fit.
     *
     * @param entryId the entry; absent where a block is at fault
     * @param block   {@code chain:height}; absent where a signed head is at fault
     * @param signedHead its number; absent where it is none that is at fault
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FirstBad(String entryId, String block, Long signedHead, String detail) {}
}
