package io.carbonflow.gateway.erp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.enrichment.DocumentSource;
import io.carbonflow.gateway.enrichment.WantedDocument;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.ProblemException;

/**
 * Reads a delivery of an ERP's documents: whole ones line by line, and the key of one by its document, which is got from
 * the ERP; until it is there the event is held. A line means nothing without its document, so the bytes kept for each
 * line are those of the document.
 */
final class ErpReader {

    private final Function<JsonNode, List<JsonNode>> unwrapped;
    private final BiFunction<JsonNode, Delivery, Optional<SapDocuments.Read>> documents;
    private final SupplierDirectory suppliers;
    private final DocumentSource source;
    private final IntakeConfig config;

    /** @param documents empty where a document is none it knows */
    ErpReader(Function<JsonNode, List<JsonNode>> unwrapped,
            BiFunction<JsonNode, Delivery, Optional<SapDocuments.Read>> documents, SupplierDirectory suppliers,
            DocumentSource source, IntakeConfig config) {
        this.unwrapped = unwrapped;
        this.documents = documents;
        this.suppliers = suppliers;
        this.source = source;
        this.config = config;
    }

    Batch read(Envelope envelope, byte[] body) {
        if (!suppliers.isKnown()) {
            throw ProblemException.unavailable("the registered suppliers are not read yet; send it again",
                    config.retryAfter());
        }
        if (body.length > config.itemBytesMax()) {
            return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null, "a document has at most "
                    + config.itemBytesMax() + " bytes, found " + body.length));
        }
        JsonItems split = JsonItems.ofDocument(body);
        SapEvent outer = SapEvent.ofContentType(envelope.contentType());
        var examined = new ArrayList<Examined>();
        for (JsonItem item : split.items()) {
            if (item.json() == null) {
                add(examined, body, List.of(Reasons.only(ReasonCode.MALFORMED, null, item.unreadable())));
                continue;
            }
            SapEvent event = SapEvent.of(item.json(), outer);
            var delivery = new Delivery(envelope.tenantId(), envelope.receivedAt(), event, suppliers);
            for (JsonNode document : unwrapped.apply(item.json())) {
                document(document, delivery, envelope, body, examined);
            }
        }
        return new Batch(split.several() || examined.size() != 1, examined);
    }

    /** What is known by its own fields of a document that came another way; empty where it is none. */
    List<Verdict> read(JsonNode document, String tenantId, java.time.Instant receivedAt) {
        if (!suppliers.isKnown()) {
            throw ProblemException.unavailable("the registered suppliers are not read yet; send it again",
                    config.retryAfter());
        }
        return documents.apply(document, new Delivery(tenantId, receivedAt, SapEvent.NONE, suppliers))
            .map(read -> read.thin() == null ? read.verdicts()
                    : List.<Verdict>of(pending(read.thin(), "send the document")))
            .orElse(List.of());
    }

    private void document(JsonNode document, Delivery delivery, Envelope envelope, byte[] body,
            List<Examined> examined) {
        if (!document.isObject()) {
            add(examined, body, List.of(Reasons.only(ReasonCode.MALFORMED, null, "an ERP document is a JSON object")));
            return;
        }
        Optional<SapDocuments.Read> read = documents.apply(document, delivery);
        if (read.isEmpty()) {
            add(examined, body, List.of(unknown(delivery.event())));
        } else if (read.get().thin() == null) {
            addLines(examined, document, body, read.get().verdicts());
            orderOf(read.get().verdicts())
                .ifPresent(order -> source.arrived(envelope.tenantId(), envelope.channel(), order, body));
        } else {
            enriched(read.get().thin(), delivery, envelope, body, examined);
        }
    }

    private void enriched(WantedDocument wanted, Delivery delivery, Envelope envelope, byte[] body,
            List<Examined> examined) {
        byte[] got = source.document(envelope.tenantId(), envelope.channel(), wanted, body).orElse(null);
        if (got == null) {
            add(examined, body, List.of(
                    pending(wanted, source.waitingFor(envelope.tenantId(), envelope.channel(), wanted))));
            return;
        }
        int before = examined.size();
        JsonNode json = JsonItems.ofDocument(got).items().get(0).json();
        for (JsonNode document : json == null ? List.<JsonNode>of() : unwrapped.apply(json)) {
            documents.apply(document, delivery)
                .filter(read -> read.thin() == null)
                .ifPresent(read -> addLines(examined, document, got, read.verdicts()));
        }
        if (examined.size() == before) {
            add(examined, body, List.of(pending(wanted, "the ERP answers without the document's lines")));
        }
    }

    private static Verdict pending(WantedDocument wanted, String why) {
        return Reasons.hold(wanted.eventId(), wanted.source(), ReasonCode.ENRICHMENT_PENDING, null,
                "the event carries only the key of the document " + Quote.of(wanted.number()) + "; " + why);
    }

    private static Verdict unknown(SapEvent event) {
        return event.type().isEmpty()
                ? Reasons.only(ReasonCode.FIELD_MISSING, "to_PurchaseOrderItem",
                        "no purchase order, invoice, goods movement, production order or journal entry is known by these "
                                + "fields; a purchase order has its lines in to_PurchaseOrderItem")
                : Reasons.only(ReasonCode.FIELD_INVALID, "type", "type is that of a purchase order, supplier invoice, "
                        + "goods movement, production order or journal entry, found " + Quote.of(event.type()));
    }

    /** The order whose lines these are, for whoever waits for it. */
    private static Optional<String> orderOf(List<Verdict> verdicts) {
        return verdicts.stream()
            .filter(Verdict.Accepted.class::isInstance)
            .map(verdict -> ((Verdict.Accepted) verdict).orderedBy())
            .findFirst();
    }

    private static void addLines(List<Examined> examined, JsonNode document, byte[] whole, List<Verdict> verdicts) {
        List<byte[]> bytes = LineBytes.of(document, verdicts.size(), whole);
        for (int i = 0; i < verdicts.size(); i++) {
            examined.add(new Examined(examined.size(), bytes.get(i), verdicts.get(i)));
        }
    }

    private static void add(List<Examined> examined, byte[] bytes, List<Verdict> verdicts) {
        verdicts.forEach(verdict -> examined.add(new Examined(examined.size(), bytes, verdict)));
    }
}
