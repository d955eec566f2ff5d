package io.carbonflow.gateway.erp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.enrichment.WantedDocument;
import io.carbonflow.gateway.enrichment.WantedDocument.Kind;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;

/** Purchase orders of Oracle Fusion (REST resource and business event) and of the E-Business Suite. */
final class OracleDocuments {

    private final ContractConfig contract;
    private final Purchases purchases;

    OracleDocuments(ContractConfig contract, Purchases purchases) {
        this.contract = contract;
        this.purchases = purchases;
    }

    /** Takes orders out of a CloudEvent, a business event's answer, and the resource's collection. */
    static List<JsonNode> unwrapped(JsonNode json) {
        JsonNode inner = json.path("data").isObject() ? json.get("data") : json;
        JsonNode answer = inner.path("getPurchaseOrderResponse").path("result").path("Value");
        inner = answer.isContainerNode() ? answer : inner;
        boolean isCollection = inner.path("items").isArray() && !inner.has("OrderNumber") && !inner.has("segment1");
        JsonNode all = isCollection ? inner.get("items") : inner;
        if (!all.isArray()) {
            return List.of(all);
        }
        var documents = new ArrayList<JsonNode>();
        all.forEach(documents::add);
        return documents;
    }

    Optional<SapDocuments.Read> read(JsonNode document, Delivery delivery) {
        boolean isOrder = document.hasNonNull("OrderNumber") || document.hasNonNull("POHeaderId")
                || OracleOrder.isSuite(document);
        if (!isOrder) {
            return Optional.empty();
        }
        var order = new OracleOrder(document, delivery, Times.at(delivery.receivedAt(), contract), purchases);
        if (!OracleOrder.rows(document).isEmpty()) {
            return Optional.of(new SapDocuments.Read(order.lines(), null));
        }
        boolean isKeyOnly = !OracleOrder.isSuite(document) && !document.has("SupplierId");
        return Optional.of(isKeyOnly ? thin(document, order) : SapDocuments.Read.only(order.withoutLines()));
    }

    private static SapDocuments.Read thin(JsonNode document, OracleOrder order) {
        var fields = new ErpFields(document, new Reasons());
        String headerId = fields.id("POHeaderId");
        String number = fields.id("OrderNumber");
        if (headerId == null && number == null) {
            return SapDocuments.Read.only(Reasons.only(ReasonCode.FIELD_INVALID, "OrderNumber",
                    "OrderNumber or POHeaderId names the order"));
        }
        String id = number == null ? "oracle:po:header:" + headerId : order.eventId();
        return new SapDocuments.Read(List.of(),
                headerId == null ? new WantedDocument(Kind.FUSION_ORDER_NUMBER, number, null, id, order.source())
                        : new WantedDocument(Kind.FUSION_ORDER_ID, headerId, null, id, order.source()));
    }
}
