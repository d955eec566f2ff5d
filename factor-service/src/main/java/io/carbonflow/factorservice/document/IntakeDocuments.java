package io.carbonflow.factorservice.document;

import java.util.List;
import java.util.stream.Stream;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.document.DocumentReaders;
import io.carbonflow.intake.document.DocumentText;
import io.carbonflow.intake.document.Fault;
import io.carbonflow.intake.document.ShippedDocuments;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;
import io.carbonflow.rules.RuleKind;

/** The documents that say how items are taken in: kept here as all others are, read by the gateway. */
final class IntakeDocuments {

    private IntakeDocuments() {}

    /** Everything that ships, rules and these. */
    static List<RuleDocument> allShipped() {
        return Stream.concat(RuleDocuments.shipped().stream(), ShippedDocuments.all()
            .stream()
            .map(document -> new RuleDocument(document.kind(), "", document.id(), document.version(),
                    document.body().toString())))
            .toList();
    }

    /** What keeps a document from being used where items come in; empty where nothing does. */
    static List<ProblemReason> faults(RuleKind kind, String json) {
        return DocumentText.parse(json)
            .map(body -> DocumentReaders.faults(kind.code(), body))
            .orElseGet(() -> List.of(new Fault("", "not readable", "a JSON object nested at most 64 levels")))
            .stream()
            .map(IntakeDocuments::reasonOf)
            .toList();
    }

    private static ProblemReason reasonOf(Fault fault) {
        ReasonCode code = fault.found().equals(Fault.NOTHING) ? ReasonCode.FIELD_MISSING : ReasonCode.FIELD_INVALID;
        return new ProblemReason(code.name(), fault.path().isEmpty() ? null : fault.path(), fault.inWords());
    }
}
