package io.carbonflow.gateway.erp;

import java.time.Instant;
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

    private final Function<JsonNode, Unwrapped> unwrapped;
    private final BiFunction<JsonNode, Delivery, Optional<ErpDocument>> documents;
    private final SupplierDirectory suppliers;
    private final DocumentSource source;
    private final IntakeConfig config;

    /** @param documents empty where a document is none it knows */
    ErpReader(Function<JsonNode, Unwrapped> unwrapped, BiFunction<JsonNode, Delivery, Optional<ErpDocument>> documents,
            SupplierDirectory suppliers, DocumentSource source, IntakeConfig config) {
        this.unwrapped = unwrapped;
        this.documents = documents;
        this.suppliers = suppliers;
        this.source = source;
        this.config = config;
    }

    Batch read(Envelope envelope, byte[] body) {
        requireSuppliers();
        JsonItems split = JsonItems.ofDocument(body);
        SapEvent outer = SapEvent.ofContentType(envelope.contentType());
        var examined = new ArrayList<Examined>();
        for (JsonItem item : split.items()) {
            item(item, outer, envelope, examined);
            if (examined.size() > config.itemsMax()) {
                return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null,
                        "a body has at most " + config.itemsMax() + " lines, found more"));
            }
        }
        return new Batch(split.several() || examined.size() != 1, examined);
    }

    /** What is known by its own fields of a document that came another way; empty where it is none. */
    List<DocumentLine> read(JsonNode document, String tenantId, Instant receivedAt, SapEvent event) {
        requireSuppliers();
        return documents.apply(document, new Delivery(tenantId, receivedAt, event, suppliers))
            .map(read -> read.thin() == null ? read.lines()
                    : List.of(DocumentLine.whole(pending(read.thin(), "send the document"))))
            .orElse(List.of());
    }

    private void requireSuppliers() {
        if (!suppliers.isKnown()) {
            throw ProblemException.unavailable("the registered suppliers are not read yet; send it again",
                    config.retryAfter());
        }
    }

    private void item(JsonItem item, SapEvent outer, Envelope envelope, List<Examined> examined) {
        if (item.json() == null) {
            add(examined, item.bytes(), Reasons.only(ReasonCode.MALFORMED, null, item.unreadable()));
            return;
        }
        var delivery = new Delivery(envelope.tenantId(), envelope.receivedAt(), SapEvent.of(item.json(), outer),
                suppliers);
        for (Unwrapped.Part part : unwrapped.apply(item.json()).parts(item)) {
            if (part.bytes().length > config.itemBytesMax()) {
                add(examined, part.bytes(), Reasons.only(ReasonCode.TOO_LARGE, null, "a document has at most "
                        + config.itemBytesMax() + " bytes, found " + part.bytes().length));
            } else {
                document(part, delivery, envelope, examined);
            }
        }
    }

    private void document(Unwrapped.Part part, Delivery delivery, Envelope envelope, List<Examined> examined) {
        if (!part.document().isObject()) {
            add(examined, part.bytes(),
                    Reasons.only(ReasonCode.MALFORMED, null, "an ERP document is a JSON object"));
            return;
        }
        Optional<ErpDocument> read = documents.apply(part.document(), delivery);
        if (read.isEmpty()) {
            add(examined, part.bytes(), unknown(delivery.event()));
        } else if (read.get().thin() != null) {
            enriched(read.get().thin(), delivery, envelope, part.bytes(), examined);
        } else {
            addLines(examined, part, read.get().lines());
            if (read.get().id() != null && read.get().isUsable()) {
                source.arrived(envelope.tenantId(), envelope.channel(), read.get().id(), part.bytes());
            }
        }
    }

    private void enriched(WantedDocument wanted, Delivery delivery, Envelope envelope, byte[] event,
            List<Examined> examined) {
        byte[] got = source.document(envelope.tenantId(), envelope.channel(), wanted, event).orElse(null);
        if (got == null) {
            add(examined, event,
                    pending(wanted, source.waitingFor(envelope.tenantId(), envelope.channel(), wanted)));
            return;
        }
        JsonItem answer = JsonItems.ofDocument(got).items().get(0);
        boolean isThere = false;
        for (Unwrapped.Part part : answer.json() == null ? List.<Unwrapped.Part>of()
                : unwrapped.apply(answer.json()).parts(answer)) {
            Optional<ErpDocument> read = documents.apply(part.document(), delivery).filter(one -> one.thin() == null);
            if (read.isPresent() && isAsked(wanted, read.get())) {
                addLines(examined, part, read.get().lines());
                isThere |= !read.get().lines().isEmpty();
            }
        }
        if (!isThere) {
            add(examined, event, pending(wanted, "the ERP answers without the document's lines"));
        }
    }

    /** An answer may hold other documents beside the one that was asked for; the key may be another than its number. */
    private static boolean isAsked(WantedDocument wanted, ErpDocument read) {
        return read.id() == null || wanted.kind() == WantedDocument.Kind.FUSION_ORDER_ID
                || read.id().equals(wanted.eventId());
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

    /** What is said about one line shares its index. */
    private static void addLines(List<Examined> examined, Unwrapped.Part part, List<DocumentLine> lines) {
        List<byte[]> bytes = LineBytes.of(part.document(), lines, part.bytes());
        for (int i = 0; i < lines.size(); i++) {
            int index = nextIndex(examined);
            for (Verdict verdict : lines.get(i).verdicts()) {
                examined.add(new Examined(index, bytes.get(i), verdict));
            }
        }
    }

    private static void add(List<Examined> examined, byte[] bytes, Verdict verdict) {
        examined.add(new Examined(nextIndex(examined), bytes, verdict));
    }

    private static int nextIndex(List<Examined> examined) {
        return examined.isEmpty() ? 0 : examined.get(examined.size() - 1).index() + 1;
    }
}
