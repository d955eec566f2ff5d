package io.carbonflow.gateway.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Under which path an ERP has a document. */
final class ErpPaths {

    private static final String V2 = "/sap/opu/odata/sap/";
    private static final String V4 = "/sap/opu/odata4/sap/";
    private static final String FUSION = "/fscmRestApi/resources/11.13.18.05/purchaseOrders";

    private ErpPaths() {}

    static String of(WantedDocument wanted, int odataVersion) {
        String number = literal(wanted.number());
        return switch (wanted.kind()) {
            case PURCHASE_ORDER -> odataVersion == 4
                    ? V4 + "api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001/PurchaseOrder(" + number
                            + ")?$expand=_PurchaseOrderItem"
                    : V2 + "API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder(" + number
                            + ")?$expand=to_PurchaseOrderItem&$format=json";
            case SUPPLIER_INVOICE -> V2 + "API_SUPPLIERINVOICE_PROCESS_SRV/A_SupplierInvoice(SupplierInvoice=" + number
                    + (wanted.year() == null ? "" : ",FiscalYear=" + literal(wanted.year()))
                    + ")?$expand=to_SuplrInvcItemPurOrdRef,to_SupplierInvoiceItemGLAcct&$format=json";
            case PRODUCTION_ORDER -> V2 + "API_PRODUCTION_ORDER_2_SRV/A_ProductionOrder_2(" + number + ")?$format=json";
            case FUSION_ORDER_ID ->
                FUSION + "?q=POHeaderId=" + encoded(wanted.number()) + "&expand=lines&onlyData=true";
            case FUSION_ORDER_NUMBER -> FUSION + "?q=OrderNumber=" + literal(wanted.number())
                    + "&expand=lines&onlyData=true";
        };
    }

    /** A text in a URL of OData: in quotes, with quotes doubled. */
    private static String literal(String text) {
        return "'" + encoded(text.replace("'", "''")) + "'";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
