package io.carbonflow.intake.document;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.contract.TenantContract;
import io.carbonflow.intake.gate.GatePolicy;
import io.carbonflow.intake.mapping.MappingFault;
import io.carbonflow.intake.mapping.MappingReader;
import io.carbonflow.intake.mapping.PlaceBook;
import io.carbonflow.intake.policy.IntakePolicy;

/** Whether a document can be used, by the reader of its kind. */
public final class DocumentReaders {

    /** Each reads the members and leaves its faults in them. */
    private static final Map<String, Consumer<DocumentFields>> BY_KIND = Map.of(
            DocumentKinds.CONTRACT, fields -> TenantContract.read("", 0, fields),
            DocumentKinds.GATE, fields -> GatePolicy.read(0, fields), DocumentKinds.INTAKE_POLICY, IntakePolicy::read);

    private DocumentReaders() {}

    /** What keeps a document of this kind from being used; empty where nothing does. */
    public static List<Fault> faults(String kind, ObjectNode body) {
        var reader = BY_KIND.get(kind);
        if (body.path("retired").asBoolean(false)) {
            return List.of();
        }
        if (reader == null) {
            return kind.equals(DocumentKinds.MAPPING) ? mappingFaults(body) : List.of();
        }
        var fields = DocumentFields.of(body);
        reader.accept(fields);
        return fields.finish();
    }

    /** A mapping of fields, or what is stored of places; another mapping is read by whoever asks for it by name. */
    private static List<Fault> mappingFaults(ObjectNode body) {
        List<MappingFault> found = body.has("fields")
                ? MappingReader.read(body).fold(mapping -> List.<MappingFault>of(), faults -> faults)
                : PlaceBook.isOne(body) ? PlaceBook.faults(body) : List.of();
        return found.stream().map(DocumentReaders::faultOf).toList();
    }

    private static Fault faultOf(MappingFault fault) {
        String path = fault.at().startsWith("/") ? fault.at().substring(1).replace('/', '.') : fault.at();
        return new Fault(path, "", fault.detail());
    }
}
