package io.carbonflow.gateway.intake;

import java.util.List;

import io.carbonflow.platform.problem.ProblemReason;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of each item of a delivery. Given only after the broker has every record.
 *
 * @param accepted   ids that went on to be calculated
 * @param duplicates ids among the latest that came with the same content before; they went on, too, and the ledger
 *                   books them once
 * @param rejected   what was refused, each with all its reasons
 * @param held       what is kept and waits for something or someone, each with what it waits for
 */
@RegisterForReflection
public record IntakeAnswer(List<String> accepted, List<String> duplicates, List<RejectedItem> rejected,
        List<RejectedItem> held) {

    /**
     * An item that was refused, or is held.
     *
     * @param index        its place in the delivery, from 0
     * @param id           where one could be read, else null
     * @param deadLetterId under which its bytes are kept
     */
    @RegisterForReflection
    public record RejectedItem(int index, String id, String deadLetterId, List<ProblemReason> reasons) {}
}
