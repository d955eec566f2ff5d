package io.carbonflow.gateway.erp;

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
    static Unwrapped unwrapped(JsonNode json) {
        Unwrapped outer = Unwrapped.whole(json).into("data");
        Unwrapped result = outer.into("getPurchaseOrderResponse").into("result");
        Unwrapped answer = result.into("Value").intoArray("Value");
        Unwrapped inner = answer == result ? outer : answer;
        boolean isOrder = inner.inner().has("OrderNumber") || inner.inner().has("segment1");
        return isOrder ? inner : inner.intoArray("items");
    }

    Optional<ErpDocument> read(JsonNode document, Delivery delivery) {
        boolean isOrder = document.hasNonNull("OrderNumber") || document.hasNonNull("POHeaderId")
                || OracleOrder.isSuite(document);
        if (!isOrder) {
            return Optional.empty();
        }
        var order = new OracleOrder(document, delivery, Times.at(delivery.receivedAt(), contract), purchases);
        if (!OracleOrder.rows(document).isEmpty()) {
            return Optional.of(order.lines());
        }
        boolean isKeyOnly = !OracleOrder.isSuite(document) && !document.has("SupplierId");
        return Optional.of(isKeyOnly ? thin(document, order) : ErpDocument.only(order.withoutLines()));
    }

    private static ErpDocument thin(JsonNode document, OracleOrder order) {
        var fields = new ErpFields(document, new Reasons());
        String headerId = fields.id("POHeaderId");
        String number = fields.id("OrderNumber");
        if (headerId == null && number == null) {
            return ErpDocument.only(Reasons.only(ReasonCode.FIELD_INVALID, "OrderNumber",
                    "OrderNumber or POHeaderId names the order"));
        }
        String id = number == null ? "oracle:po:header:" + headerId : order.eventId();
        return ErpDocument
            .keyOf(headerId == null ? new WantedDocument(Kind.FUSION_ORDER_NUMBER, number, null, id, order.source())
                    : new WantedDocument(Kind.FUSION_ORDER_ID, headerId, null, id, order.source()));
    }
}
