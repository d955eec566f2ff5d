package io.carbonflow.factorservice.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;

/** The ETag of one document: its version and a digest of what the client sees. */
final class DocumentTag {

    private static final int DIGEST_LENGTH = 16;

    private DocumentTag() {}

    /** With its quotes. */
    static String of(RuleDocument document) {
        String digest = FactorEditionCsv.sha256(RuleDocuments.rendered(document).getBytes(UTF_8));
        return "\"%d-%s\"".formatted(document.version(), digest.substring(0, DIGEST_LENGTH));
    }

    /** 409 where the client holds another document than the one in force; nothing where it does not say. */
    static void requireMatch(String ifMatch, Optional<RuleDocument> inForce) {
        if (ifMatch == null) {
            return;
        }
        String present = inForce.map(DocumentTag::of).orElse("");
        boolean matches = Arrays.stream(ifMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") ? !present.isEmpty() : tag.equals(present));
        if (!matches) {
            throw ProblemException.conflict("If-Match is %s, the document in force is %s".formatted(ifMatch,
                    present.isEmpty() ? "none" : present));
        }
    }
}
