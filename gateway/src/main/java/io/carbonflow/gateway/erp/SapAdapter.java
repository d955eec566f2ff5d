package io.carbonflow.gateway.erp;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.ProblemException;

/**
 * SAP S/4HANA purchase order documents: OData V2 ({@code d}) and V4, one or a collection. Each line is one activity.
 * A line means nothing without its document, so the bytes kept for each line are those of the whole body.
 */
@ApplicationScoped
public class SapAdapter implements WayIn {

    private static final List<String> ITEM_FIELDS = List.of("to_PurchaseOrderItem", "_PurchaseOrderItem");

    private final SupplierDirectory suppliers;
    private final ContractConfig contract;
    private final IntakeConfig config;

    public SapAdapter(SupplierDirectory suppliers, ContractConfig contract, IntakeConfig config) {
        this.suppliers = suppliers;
        this.contract = contract;
        this.config = config;
    }

    @Override
    public String channel() {
        return Channel.SAP;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        if (!suppliers.isKnown()) {
            throw ProblemException.unavailable("the registered suppliers are not read yet; send it again",
                    config.retryAfter());
        }
        if (body.length > config.itemBytesMax()) {
            return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null, "a document has at most "
                    + config.itemBytesMax() + " bytes, found " + body.length));
        }
        JsonItems split = JsonItems.ofDocument(body);
        var verdicts = new ArrayList<Verdict>();
        for (JsonItem item : split.items()) {
            if (item.json() == null) {
                verdicts.add(Reasons.only(ReasonCode.MALFORMED, null, item.unreadable()));
            } else {
                documents(item.json()).forEach(document -> verdicts.addAll(linesOf(document, envelope)));
            }
        }
        var examined = new ArrayList<Examined>();
        verdicts.forEach(verdict -> examined.add(new Examined(examined.size(), body, verdict)));
        return new Batch(split.several() || examined.size() != 1, examined);
    }

    /** Takes the document out of its envelopes: CloudEvent, OData V2, OData V4, collections of either. */
    private static List<JsonNode> documents(JsonNode json) {
        JsonNode inner = json;
        for (String wrapper : List.of("data", "d")) {
            inner = inner.path(wrapper).isObject() ? inner.get(wrapper) : inner;
        }
        for (String collection : List.of("results", "value")) {
            if (inner.path(collection).isArray()) {
                var documents = new ArrayList<JsonNode>();
                inner.get(collection).forEach(documents::add);
                return documents;
            }
        }
        return List.of(inner);
    }

    private List<Verdict> linesOf(JsonNode document, Envelope envelope) {
        if (!document.isObject()) {
            return List.of(Reasons.only(ReasonCode.MALFORMED, null, "a purchase order is a JSON object"));
        }
        var order = new PurchaseOrder(document, envelope.tenantId(), Times.at(envelope.receivedAt(), contract),
                suppliers);
        JsonNode lines = lines(document);
        if (lines.isEmpty()) {
            return List.of(withoutLines(document, order));
        }
        var verdicts = new ArrayList<Verdict>();
        lines.forEach(line -> verdicts.add(order.line(line)));
        return verdicts;
    }

    private static JsonNode lines(JsonNode document) {
        for (String field : ITEM_FIELDS) {
            JsonNode items = document.path(field);
            JsonNode results = items.path("results");
            if (results.isArray() || items.isArray()) {
                return results.isArray() ? results : items;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static Verdict withoutLines(JsonNode document, PurchaseOrder order) {
        String number = document.path("PurchaseOrder").asText("");
        String detail = number.isEmpty() || document.size() > 1
                ? "a purchase order has its lines in to_PurchaseOrderItem (OData V2) or _PurchaseOrderItem (V4)"
                : "the event carries only the key " + Quote.of(number)
                        + "; send the purchase order document with its lines in to_PurchaseOrderItem";
        return Reasons.only(order.eventId(null), order.source(), ReasonCode.FIELD_MISSING, "to_PurchaseOrderItem",
                detail);
    }
}
