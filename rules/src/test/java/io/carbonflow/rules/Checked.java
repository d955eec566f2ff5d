package io.carbonflow.rules;

import java.util.List;

/** What checking finds in a document written with single quotes. */
public final class Checked {

    private Checked() {}

    /** Its faults; none where it may be stored. */
    public static List<DocumentFault> faults(String kind, String id, String json, RuleDocument... others) {
        return RuleDocuments.check(kind, id, json.replace('\'', '"'), List.of(others))
            .fold(accepted -> List.of(), CheckedDocument.Refused::faults);
    }

    /** The paths of its faults. */
    public static List<String> paths(String kind, String id, String json, RuleDocument... others) {
        return faults(kind, id, json, others).stream().map(DocumentFault::path).toList();
    }
}
