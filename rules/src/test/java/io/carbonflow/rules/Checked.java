package io.carbonflow.rules;

import java.util.List;

/** What checking finds in a document written with single quotes. */
public final class Checked {

    private Checked() {}

    /** Its faults; none where it may be stored. */
    public static List<DocumentFault> faults(String kind, String id, String json) {
        return RuleDocuments.check(kind, id, json.replace('\'', '"'))
            .fold(accepted -> List.of(), CheckedDocument.Refused::faults);
    }

    /** The paths of its faults. */
    public static List<String> paths(String kind, String id, String json) {
        return faults(kind, id, json).stream().map(DocumentFault::path).toList();
    }
}
