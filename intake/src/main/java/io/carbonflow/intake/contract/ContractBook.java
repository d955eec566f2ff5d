package io.carbonflow.intake.contract;

import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.DocumentShelf;

/**
 * The contracts of one tenant, held against an activity the canonical contract accepts. The same class decides in the
 * gateway and in the client library. Immutable.
 */
public final class ContractBook {

    private final List<TenantContract> contracts;

    public ContractBook(List<TenantContract> contracts) {
        this.contracts = List.copyOf(contracts);
    }

    /** The contracts that ship, which ask for nothing the canonical contract does not. */
    public static ContractBook shipped() {
        return new ContractBook(new DocumentShelf().all("", DocumentKinds.CONTRACT)
            .stream()
            .map(TenantContract::of)
            .toList());
    }

    /** The contracts in it. */
    public List<TenantContract> contracts() {
        return contracts;
    }

    /** The verdict with every contract that is about the item: refused, held for review, or as it was. */
    public Verdict examine(Verdict verdict, Circumstances circumstances) {
        return verdict.fold(accepted -> examine(accepted, circumstances), refused -> refused, held -> held,
                context -> context);
    }

    private Verdict examine(Verdict.Accepted accepted, Circumstances circumstances) {
        RawActivity item = accepted.activity();
        if (item.getOperation() != null) {
            return accepted; // what takes something back has no content of its own
        }
        var reasons = new Reasons();
        for (TenantContract contract : contracts) {
            if (contract.covers(item, circumstances)) {
                contract.examine(item, circumstances, reasons);
            }
        }
        if (reasons.isEmpty()) {
            return accepted;
        }
        var found = reasons.refusal(item.getEventId(), item.getSourceId());
        return found.reasons().stream().allMatch(ContractBook::isForReview)
                ? new Verdict.Held(found.eventId(), found.source(), found.reasons())
                : found;
    }

    private static boolean isForReview(Reason reason) {
        return reason.getCode().equals(ReasonCode.QUALITY_REVIEW.name());
    }
}
