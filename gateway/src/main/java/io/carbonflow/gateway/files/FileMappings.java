package io.carbonflow.gateway.files;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.gateway.documents.ByTenant;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.intake.mapping.MappingReader;

/** The mapping documents of the tenants, as files ask for them. */
@ApplicationScoped
class FileMappings {

    private final Documents documents;
    private final ByTenant<List<Mapping>> mappings;

    FileMappings(Documents documents) {
        this.documents = documents;
        mappings = documents.byTenant(DocumentKinds.MAPPING, FileMappings::read);
    }

    /** The one of this name; empty where none is in force. */
    Optional<Mapping> named(String tenantId, String id) {
        return documents.find(tenantId, DocumentKinds.MAPPING, id).map(FileMappings::read);
    }

    /** The one that says it is meant for such rows; of several the one that asks for most. */
    Optional<Mapping> ofRows(String tenantId, String channel, String supplierId, List<String> columns) {
        return mappings.of(tenantId)
            .stream()
            .filter(mapping -> mapping.isCsv() && mapping.appliesTo().fits(channel, supplierId, null, columns))
            .findFirst();
    }

    private static List<Mapping> read(List<IntakeDocument> documents) {
        return documents.stream()
            .map(FileMappings::read)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingInt((Mapping mapping) -> mapping.appliesTo().weight()).reversed())
            .toList();
    }

    /** Null where it cannot be followed: it was stored by a newer release, or is of another sort. */
    private static Mapping read(IntakeDocument document) {
        if (!MappingReader.isMapping(document.body())) {
            return null;
        }
        ObjectNode stated = document.body().deepCopy();
        stated.remove(List.of("version", "retired"));
        return MappingReader.read(stated).<Mapping>fold(mapping -> mapping, faults -> null);
    }
}
