package io.carbonflow.gateway.erp;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class SapLedgersTest {

    private static final String PRODUCTION = """
            {"ManufacturingOrder":"1000012","Material":"FG011","ProductionPlant":"1010","ProductionUnit":"PC",
             "MfgOrderConfirmedYieldQty":"980","MfgOrderActualEndDate":"2024-05-20","LastChangeDateTime":"2024-05-20T16:45:00Z"}""";

    private static final String POSTINGS = """
            {"AccountingDocument":"100000012","CompanyCode":"1010","FiscalYear":"2024","PostingDate":"2024-05-31",
             "to_JournalEntryItem":{"results":[
              {"AccountingDocumentItem":"001","GLAccount":"0065008400","AmountInTransactionCurrency":"119.50",
               "TransactionCurrency":"EUR","DebitCreditCode":"S","FinancialAccountType":"S"},
              {"AccountingDocumentItem":"002","GLAccount":"0021100000","AmountInTransactionCurrency":"-119.50",
               "TransactionCurrency":"EUR","DebitCreditCode":"H","FinancialAccountType":"K"}]}}""";

    private final SapReading sap = new SapReading();

    @Test
    void productionBooksByItsProductsFootprintAndWaitsWithoutOne() {
        assertThat(reasonsOf(sap.only(PRODUCTION))).containsExactly("MAPPING_NOT_FOUND Material");

        sap.commodities = Samples.json("{\"commodities\":[{\"material\":\"FG011\",\"activity\":\"product.FG011\"}]}");

        var activity = activityOf(sap.only(PRODUCTION));
        assertThat(activity.getActivity() + ' ' + activity.getQuantity() + ' ' + activity.getUnit())
            .isEqualTo("product.FG011 980 piece");
        assertThat(((Verdict.Context) sap.only(PRODUCTION.replace("\"980\"", "\"0\""))).reason())
            .isEqualTo("nothing_produced");
    }

    @Test
    void postingsBookBySpendAccountAndTheirOtherSideIsContext() {
        sap.commodities = Samples
            .json("{\"commodities\":[{\"gl_account\":\"006500*\",\"activity\":\"spend.naics.541110\"}]}");

        var items = sap.read(POSTINGS).items();

        assertThat(activityOf(items.get(0).verdict()).getEventId()).isEqualTo("sap:je:1010:2024:100000012:1");
        assertThat(activityOf(items.get(0).verdict()).getQuantity()).isEqualTo("119.50");
        assertThat(items.get(1).verdict()).isInstanceOf(Verdict.Context.class);
        var reversal = POSTINGS.replace("\"PostingDate\"",
                "\"ReversalReferenceDocument\":\"100000007\",\"PostingDate\"");
        assertThat(activityOf(sap.read(reversal).items().get(0).verdict()).getEventId())
            .isEqualTo("sap:je:1010:2024:100000007:1");
        assertThat(activityOf(sap.read(reversal).items().get(0).verdict()).getOperation()).isEqualTo("cancel");
        var ofInvoice = POSTINGS.replace("\"PostingDate\"", "\"ReferenceDocumentType\":\"RMRP\",\"PostingDate\"");
        assertThat(sap.read(ofInvoice).items().get(0).verdict()).isInstanceOf(Verdict.Context.class);
    }

    @Test
    void anAccountNobodyNamedWaits() {
        assertThat(reasonsOf(sap.read(POSTINGS).items().get(0).verdict()))
            .containsExactly("MAPPING_NOT_FOUND GLAccount");
    }

    @ParameterizedTest
    @CsvSource({
            "'\"ReverseDocument\":\"100000007\",\"ReverseDocumentFiscalYear\":\"2023\"', sap:je:1010:2023:100000007:1",
            "'\"ReverseDocument\":\"100000007\"', sap:je:1010:2024:100000007:1",
            "'\"ReversalReferenceDocument\":\"100000007\",\"ReversalReferenceDocumentCntxt\":\"10102023\"', sap:je:1010:2023:100000007:1",
            "'\"IsReversed\":true,\"ReverseDocument\":\"100000099\"', sap:je:1010:2024:100000012:1"})
    void aReversalCancelsTheDocumentOfItsOwnFiscalYear(String reversal, String cancelled) {
        sap.commodities = Samples
            .json("{\"commodities\":[{\"gl_account\":\"006500*\",\"activity\":\"spend.naics.541110\"}]}");

        var verdict = sap.verdicts(POSTINGS.replace("\"PostingDate\"", reversal + ",\"PostingDate\"")).get(0);

        assertThat(activityOf(verdict).getEventId()).isEqualTo(cancelled);
        assertThat(activityOf(verdict).getOperation()).isEqualTo("cancel");
    }
}
