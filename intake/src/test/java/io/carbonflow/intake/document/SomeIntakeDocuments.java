package io.carbonflow.intake.document;

/** Documents of a tenant, as a test writes them. */
public final class SomeIntakeDocuments {

    private SomeIntakeDocuments() {}

    /** A document of the tenant demo in its second version; apostrophes stand for quotation marks. */
    public static IntakeDocument of(String kind, String id, String json) {
        return new IntakeDocument("demo", kind, id, 2,
                DocumentText.parse(json.replace('\'', '"')).orElseThrow(() -> new AssertionError("no JSON: " + json)));
    }

    /** The faults of a document, each as {@code path: allowed}. */
    public static java.util.List<String> faultsOf(String kind, String json) {
        return DocumentReaders.faults(kind, of(kind, "x", json).body())
            .stream()
            .map(fault -> fault.path() + ": " + fault.allowed())
            .toList();
    }
}
