package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class SapInvoiceTest {

    private static final String INVOICE = """
            {"d":{"SupplierInvoice":"5105600001","FiscalYear":"2024","CompanyCode":"1010","DocumentDate":"/Date(1717200000000)/",
             "InvoicingParty":"10100088","DocumentCurrency":"EUR","to_SuplrInvcItemPurOrdRef":{"results":[
             {"SupplierInvoiceItem":"1","PurchaseOrder":"4500001092","PurchaseOrderItem":"00010","DocumentCurrency":"EUR",
              "SupplierInvoiceItemAmount":"2400.00","QuantityInPurchaseOrderUnit":"39","PurchaseOrderQuantityUnit":"PC"}]}}}""";

    private final SapReading sap = new SapReading();

    private static String row(String item, String line, String amount, String quantity) {
        return """
                {"SupplierInvoiceItem":"%s","PurchaseOrder":"4500001092","PurchaseOrderItem":"%s","DocumentCurrency":"EUR",
                 "SupplierInvoiceItemAmount":"%s","QuantityInPurchaseOrderUnit":"%s","PurchaseOrderQuantityUnit":"PC"}"""
            .formatted(item, line, amount, quantity);
    }

    private static String invoice(String number, String... rows) {
        return """
                {"SupplierInvoice":"%s","FiscalYear":"2024","CompanyCode":"1010","DocumentDate":"2024-06-01",
                 "InvoicingParty":"10100088","DocumentCurrency":"EUR","to_SuplrInvcItemPurOrdRef":[%s]}"""
            .formatted(number, String.join(",", rows));
    }

    private static List<String> said(List<Verdict> verdicts) {
        return verdicts.stream()
            .map(Samples::activityOf)
            .map(activity -> activity.getEventId()
                    + ("cancel".equals(activity.getOperation()) ? " ends" : " " + activity.getQuantity()))
            .toList();
    }

    @Test
    void aBillTakesThePlaceOfTheLineItBills() {
        var verdicts = sap.verdicts(INVOICE);

        assertThat(said(verdicts)).containsExactly("sap:inv:5105600001/2024:4500001092:10 2400.00",
                "sap:po:4500001092:10 ends");
        assertThat(((Verdict.Accepted) verdicts.get(0)).orderedBy()).isEqualTo("sap:inv:5105600001/2024");
        assertThat(((Verdict.Accepted) verdicts.get(1)).orderedBy()).isEqualTo("sap:po:4500001092");
    }

    @Test
    void noVersionOfAnOrderComesBackOnceItIsBilled() {
        String billed = activityOf(sap.verdicts(INVOICE).get(1)).getRevision();
        String ordered = activityOf(sap.only(SapReading.ORDER.replace("\"Supplier\"",
                "\"LastChangeDateTime\":\"9999-12-31T23:59:59Z\",\"Supplier\"")))
            .getRevision();

        assertThat(billed).isGreaterThan(ordered);
    }

    @Test
    void itemsOfOneInvoiceForOneLineAreSummed() {
        // 20 and 19 pieces of one line in two deliveries, and another line
        var verdicts = sap.verdicts(invoice("51", row("1", "10", "1221.00", "20"), row("2", "00010", "1159.95", "19"),
                row("3", "20", "5", "1")));

        assertThat(said(verdicts)).containsExactly("sap:inv:51/2024:4500001092:10 2380.95", "sap:po:4500001092:10 ends",
                "sap:inv:51/2024:4500001092:20 5", "sap:po:4500001092:20 ends");
    }

    @Test
    void aPartialInvoiceAddsToThoseBeforeItAndReplacesNone() {
        var first = said(sap.verdicts(invoice("51", row("1", "10", "1221.00", "20"))));
        var second = said(sap.verdicts(invoice("52", row("1", "10", "1200.00", "19"))));

        assertThat(first).containsExactly("sap:inv:51/2024:4500001092:10 1221.00", "sap:po:4500001092:10 ends");
        assertThat(second).containsExactly("sap:inv:52/2024:4500001092:10 1200.00", "sap:po:4500001092:10 ends");
    }

    @Test
    void summedQuantitiesWeighWhatAllOfThemWeigh() {
        sap.commodities = Samples
            .json("""
                    {"commodities":[{"material":"FG*","activity":"material.metal.steel","mass_per_unit":"2.5","mass_unit":"kg"}]}""");
        var material = "\"PurchaseOrderItemMaterial\":\"FG011\",\"SupplierInvoiceItem\"";

        var verdicts = sap.verdicts(invoice("51", row("1", "10", "1221", "20"), row("2", "10", "1160", "19"))
            .replace("\"SupplierInvoiceItem\"", material));

        // 39 pieces of 2.5 kg
        assertThat(said(verdicts)).first().isEqualTo("sap:inv:51/2024:4500001092:10 97.5");
    }

    @Test
    void theOrderStandsWhileItsBillCannotBeBooked() {
        sap.suppliers.clear();

        assertThat(sap.verdicts(INVOICE)).singleElement().isInstanceOf(Verdict.Held.class);
        assertThat(sap.read(invoice("51", row("1", "10", "many", "20"), row("2", "10", "1", "1"))).items())
            .singleElement()
            .satisfies(item -> assertThat(reasonsOf(item.verdict()))
                .containsExactly("FIELD_INVALID SupplierInvoiceItemAmount"));
    }

    @Test
    void whatIsSaidOfOneLineSharesItsIndex() {
        var items = sap.read(invoice("51", row("1", "10", "1221.00", "20"), row("2", "20", "5", "1"))).items();

        assertThat(items).extracting(item -> item.index()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void ofAnInvoiceAndItsReversalNeitherCounts() {
        var reversal = invoice("52", row("1", "10", "1221.00", "20")).replace("\"CompanyCode\"",
                "\"ReverseDocument\":\"51\",\"ReverseDocumentFiscalYear\":\"2023\",\"CompanyCode\"");

        assertThat(said(sap.verdicts(reversal))).containsExactly("sap:inv:52/2024:4500001092:10 ends",
                "sap:inv:51/2023:4500001092:10 ends");
    }

    @Test
    void doesNotEndTheWaitingForAnOrderByItsInvoice() {
        sap.read(INVOICE);

        assertThat(sap.fetched.documents).containsOnlyKeys("sap:inv:5105600001/2024");
    }

    @Test
    void anInvoiceWithoutAnOrderIsAPurchaseOfItsOwn() {
        var invoice = INVOICE.replace("to_SuplrInvcItemPurOrdRef", "to_SupplierInvoiceItemGLAcct")
            .replace("\"PurchaseOrder\":\"4500001092\",\"PurchaseOrderItem\":\"00010\"",
                    "\"GLAccount\":\"0065008400\"");

        assertThat(activityOf(sap.only(invoice)).getEventId()).isEqualTo("sap:inv:5105600001/2024:gl1");
    }

    @Test
    void aCreditWaitsForAPerson() {
        assertThat(reasonsOf(sap.only(INVOICE.replace("\"SupplierInvoiceItem\"",
                "\"IsSubsequentDebitCredit\":\"X\",\"SupplierInvoiceItem\""))))
            .containsExactly("QUALITY_REVIEW DebitCreditCode");
    }
}
