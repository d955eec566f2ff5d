package io.carbonflow.intake.document;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.contract.TenantContract;
import io.carbonflow.intake.gate.GatePolicy;

/** Whether a document can be used, by the reader of its kind. */
public final class DocumentReaders {

    /** Each reads the members and leaves its faults in them. */
    private static final Map<String, Consumer<DocumentFields>> BY_KIND = Map.of(
            DocumentKinds.CONTRACT, fields -> TenantContract.read("", 0, fields),
            DocumentKinds.GATE, fields -> GatePolicy.read(0, fields));

    private DocumentReaders() {}

    /** What keeps a document of this kind from being used; empty where nothing does. */
    public static List<Fault> faults(String kind, ObjectNode body) {
        var reader = BY_KIND.get(kind);
        if (reader == null || body.path("retired").asBoolean(false)) {
            return List.of();
        }
        var fields = DocumentFields.of(body);
        reader.accept(fields);
        return fields.finish();
    }
}
