package io.carbonflow.gateway.enrichment;

/**
 * The key of a document whose content has to be asked for.
 *
 * @param kind    what it is
 * @param number  its number in the ERP
 * @param year    the fiscal year, where that is part of the key; else null
 * @param eventId the id of what waits for it
 * @param source  where it comes from
 */
public record WantedDocument(Kind kind, String number, String year, String eventId, String source) {

    /** What is asked for. */
    public enum Kind {
        PURCHASE_ORDER, SUPPLIER_INVOICE, PRODUCTION_ORDER, FUSION_ORDER_ID, FUSION_ORDER_NUMBER
    }
}
