package io.carbonflow.gateway.erp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.gateway.enrichment.DocumentSource;
import io.carbonflow.gateway.enrichment.WantedDocument;

/** An ERP in memory: has a document once a test has put it there. */
final class FetchedDocuments implements DocumentSource {

    final Map<String, String> documents = new HashMap<>();
    final List<WantedDocument> asked = new ArrayList<>();

    @Override
    public Optional<byte[]> document(String tenantId, String channel, WantedDocument wanted, byte[] event) {
        asked.add(wanted);
        return Optional.ofNullable(documents.get(wanted.eventId())).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public void arrived(String tenantId, String channel, String eventId, byte[] document) {
        documents.put(eventId, new String(document, UTF_8));
    }

    @Override
    public String waitingFor(String tenantId, String channel, WantedDocument wanted) {
        return "the test has not put it there";
    }
}
