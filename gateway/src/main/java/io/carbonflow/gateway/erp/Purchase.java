package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import io.carbonflow.accounting.quantity.Unit;

/**
 * One line of a purchase as its ERP states it, every field checked.
 *
 * @param eventId       the same for every version of the line
 * @param orderedBy     the order
 * @param revision      orders the versions
 * @param supplierField what the ERP calls the supplier's number
 * @param supplierId    the ERP's number; null where it does not say
 * @param amount        net, in {@code currency}, zero or more
 * @param facilityId    null where it is not said
 * @param codes         by which a commodity mapping knows it
 * @param quantity      how much of the thing; null where it is not said
 * @param quantityUnit  as the ERP writes it; null where it is not said
 */
record Purchase(String eventId, String sourceId, String orderedBy, String revision, String supplierField,
        String supplierId, BigDecimal amount, Unit currency, Instant at, String facilityId, String documentId,
        String line, Map<String, String> codes, BigDecimal quantity, String quantityUnit) {

    Purchase {
        codes = Map.copyOf(codes);
    }
}
