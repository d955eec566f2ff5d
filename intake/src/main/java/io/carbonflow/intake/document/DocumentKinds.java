package io.carbonflow.intake.document;

/** The kinds of documents that say how items are taken in, as they stand in {@code RuleDocumentEvent.kind}. */
public final class DocumentKinds {

    /** What a source must send: many per tenant, by name. */
    public static final String CONTRACT = "contract";
    /** What the fields of a foreign format mean: many per tenant, by name. */
    public static final String MAPPING = "mapping";
    /** What happens to items that are right but doubtful: one per tenant. */
    public static final String GATE = "gate";
    /** How much is taken in from whom: one per tenant. */
    public static final String INTAKE_POLICY = "intake-policy";

    private DocumentKinds() {}
}
