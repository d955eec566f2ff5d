package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.gateway.documents.ByTenant;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.intake.mapping.MappingReader;
import io.carbonflow.intake.mapping.Place;

/** The mapping documents of the tenants, by the tables they say they apply to. */
final class DocumentedMappings implements TableMappings {

    private final ByTenant<List<Mapping>> mappings;
    private final ActivityContract contract;

    DocumentedMappings(Documents documents, ActivityContract contract) {
        mappings = documents.byTenant(DocumentKinds.MAPPING, DocumentedMappings::ofTables);
        this.contract = contract;
    }

    @Override
    public Optional<RowMapping> of(String tenantId, List<String> names) {
        List<Mapping> all = mappings.of(tenantId);
        return names.stream()
            .flatMap(name -> all.stream().filter(one -> one.appliesTo().fits(Channel.CDC, null, name, List.of())))
            .findFirst()
            .map(mapping -> (row, standards, receivedAt) -> examine(mapping, row, standards, receivedAt));
    }

    private Verdict examine(Mapping mapping, JsonNode row, Map<String, String> standards, Instant receivedAt) {
        List<Place> places = mapping.places(row);
        return mapping.examine(places.size() == 1 ? places.get(0) : Place.alone(row), standards,
                activity -> contract.examine(activity, receivedAt));
    }

    /** Those that ask for most first. */
    private static List<Mapping> ofTables(List<IntakeDocument> documents) {
        return documents.stream()
            .map(IntakeDocument::body)
            .filter(MappingReader::isMapping)
            .map(DocumentedMappings::read)
            .filter(Objects::nonNull)
            .filter(mapping -> mapping.appliesTo().table() != null)
            .sorted(Comparator.comparingInt((Mapping mapping) -> mapping.appliesTo().weight()).reversed())
            .toList();
    }

    /** Null where it cannot be followed; then it was refused when it was stored, or by an older gateway. */
    private static Mapping read(ObjectNode body) {
        ObjectNode stated = body.deepCopy();
        stated.remove(List.of("version", "retired"));
        return MappingReader.read(stated).<Mapping>fold(mapping -> mapping, faults -> null);
    }
}
