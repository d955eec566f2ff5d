package io.carbonflow.factorservice.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.rules.DocumentFault;
import io.carbonflow.rules.PolicyDocument;
import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;
import io.carbonflow.rules.RuleKind;

/** Whether the documents of a tenant, each sound by itself, make rules together. */
final class Consistency {

    /** What was looked at last; what is the same the next time is not read again. */
    private static volatile RuleBook latest = RuleBook.shipped();

    private Consistency() {}

    /**
     * What keeps the tenant from being calculated with this set; empty where nothing does.
     *
     * @param documents the set with the version that is to be added
     */
    static List<ProblemReason> faults(DocumentSet documents) {
        List<RuleDocument> own = documents.ownRules();
        RuleBook book = latest.refreshed(own);
        latest = book;
        if (disagreement(book, documents).isPresent()) {
            // One that an earlier release took and this one cannot read must not keep another from being put right.
            own = own.stream().filter(Consistency::isSound).toList();
            book = book.refreshed(own);
        }
        RuleBook sound = book;
        List<RuleDocument> rules = own;
        return disagreement(book, documents)
            .or(() -> mappingFault(sound.policyOf(documents.tenant()), rules, documents))
            .stream()
            .toList();
    }

    /** Why the tenant's rules cannot be made; empty where they can. */
    private static Optional<ProblemReason> disagreement(RuleBook book, DocumentSet documents) {
        try {
            book.forTenant(documents.tenant());
            return Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.of(new ProblemReason(ReasonCode.FIELD_INVALID.name(), null, e.getMessage()));
        }
    }

    /** A document's fault as a reason to refuse it. */
    static ProblemReason reasonOf(DocumentFault fault) {
        ReasonCode code = fault.found().equals("nothing") ? ReasonCode.FIELD_MISSING : ReasonCode.FIELD_INVALID;
        return new ProblemReason(code.name(), fault.path().isEmpty() ? null : fault.path(), fault.inWords());
    }

    private static boolean isSound(RuleDocument document) {
        return RuleDocuments.check(document.kind(), document.id(), document.json())
            .fold(accepted -> true, refused -> false);
    }

    private static Optional<ProblemReason> mappingFault(PolicyDocument policy, List<RuleDocument> own,
            DocumentSet documents) {
        String id = policy.attributionId();
        Optional<RuleDocument> inForce = documents.inForce(RuleKind.ATTRIBUTION, id)
            .filter(mapping -> !DocumentBody.of(mapping.json()).isRetired());
        if (inForce.isEmpty()) {
            return Optional.of(fault("attribution.id", "'" + id + "'", known(documents)));
        }
        if (policy.attributionVersion().isEmpty()) {
            return Optional.empty();
        }
        int pinned = policy.attributionVersion().getAsInt();
        List<Integer> versions = versions(id, own);
        return versions.contains(pinned)
                ? Optional.empty()
                : Optional.of(fault("attribution.version", "%d of '%s'".formatted(pinned, id),
                        "one of " + versions));
    }

    private static List<Integer> versions(String id, List<RuleDocument> own) {
        return Stream.concat(own.stream(), DocumentSet.shipped(RuleKind.ATTRIBUTION, id).stream())
            .filter(document -> document.kind().equals(RuleKind.ATTRIBUTION.code()) && document.id().equals(id))
            .filter(document -> !DocumentBody.of(document.json()).isRetired())
            .map(RuleDocument::version)
            .sorted()
            .toList();
    }

    private static String known(DocumentSet documents) {
        return "one of " + documents.inForce(RuleKind.ATTRIBUTION)
            .stream()
            .filter(mapping -> !DocumentBody.of(mapping.json()).isRetired())
            .map(RuleDocument::id)
            .toList();
    }

    private static ProblemReason fault(String field, String found, String allowed) {
        return new ProblemReason(ReasonCode.FIELD_INVALID.name(), field,
                "the policy's %s is %s, allowed is %s".formatted(field, found, allowed));
    }
}
