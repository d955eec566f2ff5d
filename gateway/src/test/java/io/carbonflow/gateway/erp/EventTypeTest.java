package io.carbonflow.gateway.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Deleted.v1", "OrderCancelled", "order.canceled",
            "ORDER_CANCELLED", "InvoiceVoided", "cancel_order", "order-delete", "PurchaseOrderCancellation",
            "order_deleted_event"})
    void aWordThatEndsSomethingEndsIt(String type) {
        assertThat(EventType.isEnding(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OrderCreated", "recancellationpolicy", "CancellationPolicyChanged", "OrderUndeleted",
            "order.un-deleted", "CancelRequested", "CancellationRejected", "AvoidanceBooked", "DeleteFailed"})
    void aPartOfAWordOrWhatDidNotHappenEndsNothing(String type) {
        assertThat(EventType.isEnding(type)).isFalse();
    }
}
