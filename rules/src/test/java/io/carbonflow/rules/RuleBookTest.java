package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.rules.Facts;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;

class RuleBookTest {

    private static final String SPEND = "cat1.spend_based";

    @Test
    void givesACompanyWithoutDocumentsWhatShips() {
        TenantRules rules = RuleBook.shipped().forTenant("acme");

        assertThat(rules.tenant()).isEqualTo("acme");
        assertThat(rules.policy()).isEqualTo(Policy.SHIPPED);
        assertThat(spend(rules)).extracting(Methodology::id, Methodology::version).containsExactly(SPEND, 1);
    }

    @Test
    void putsACompanysOwnDocumentInThePlaceOfTheShippedOneForThatCompanyAlone() {
        RuleBook book = RuleBook.of(List.of(ours(SPEND, 2, "Ours")));

        assertThat(spend(book.forTenant("acme"))).extracting(Methodology::title, Methodology::version)
            .containsExactly("Ours", 2);
        assertThat(spend(book.forTenant("other")).version()).isEqualTo(1);
    }

    @Test
    void takesTheNewestVersionInWhateverOrderTheyCome() {
        RuleBook book = RuleBook.of(List.of(ours(SPEND, 3, "Third"), ours(SPEND, 2, "Second")));

        assertThat(spend(book.forTenant("acme")).title()).isEqualTo("Third");
    }

    @Test
    void addsACompanysOwnMethodology() {
        RuleBook book = RuleBook.of(List.of(ours("acme.spend", 1, "With a higher priority", "'priority': 500,")));

        assertThat(spend(book.forTenant("acme")).id()).isEqualTo("acme.spend");
    }

    @Test
    void takesARetiredMethodologyOutOfForce() {
        RuleBook book = RuleBook.of(List.of(document("methodology", "acme", SPEND, 2, "{'retired': true}")));

        assertThat(spend(book.forTenant("acme"))).isNull();
        assertThat(spend(book.forTenant("other"))).isNotNull();
    }

    @Test
    void leavesWhatWasRetiredAgainAfterANewerVersion() {
        RuleBook book = RuleBook.of(List.of(document("methodology", "acme", SPEND, 2, "{'retired': true}"),
                ours(SPEND, 3, "Back")));

        assertThat(spend(book.forTenant("acme")).title()).isEqualTo("Back");
    }

    @Test
    void stopsApplyingAMethodologyAfterItsLastDay() {
        RuleBook book = RuleBook.of(List.of(ours(SPEND, 2, "Until 2024", "'valid_to': '2024-12-31',")));

        assertThat(spend(book.forTenant("acme"))).isNull();
    }

    @Test
    void keepsThePredecessorOfADocumentItCannotRead() {
        // Given
        RuleBook before = RuleBook.of(List.of(ours(SPEND, 2, "Ours")));

        // When
        RuleBook after = before.refreshed(List.of(document("methodology", "acme", SPEND, 3, "{'title': 1}")));

        // Then
        assertThat(spend(after.forTenant("acme")).version()).isEqualTo(2);
        assertThat(after.faults()).singleElement()
            .asString()
            .contains("methodology " + SPEND + " of tenant 'acme', version 3")
            .contains("title is 1");
    }

    @Test
    void keepsTheShippedOneWhereThereIsNoPredecessor() {
        RuleBook book = RuleBook.of(List.of(document("methodology", "acme", SPEND, 2, "no json")));

        assertThat(spend(book.forTenant("acme")).version()).isEqualTo(1);
    }

    @Test
    void leavesAKindItDoesNotKnowAside() {
        RuleBook book = RuleBook.of(List.of(document("horoscope", "acme", "leo", 1, "{}")));

        assertThat(book.faults()).isEmpty();
        assertThat(spend(book.forTenant("acme"))).isNotNull();
    }

    @Test
    void worksTheRulesOfACompanyOutOnce() {
        RuleBook book = RuleBook.of(List.of(ours(SPEND, 2, "Ours")));

        assertThat(book.forTenant("acme")).isSameAs(book.forTenant("acme"));
    }

    @Test
    void readsThePolicyOfACompany() {
        RuleBook book = RuleBook.of(List.of(document("policy", "acme", "policy", 7, """
                {'gwp_set': 'AR5', 'factor_sets': ['epa', 'desnz'], 'official': ['market_based'],
                 'use_supplier_factors': false, 'consolidation': 'equity_share',
                 'publish_needs_second_person': true, 'publish_tolerance_percent': '2.5'}""")));

        Policy policy = book.forTenant("acme").policy();
        assertThat(policy.version()).isEqualTo(7);
        assertThat(policy.gwpSet()).isEqualTo(GwpSet.AR5);
        assertThat(policy.factorSets()).containsExactly("epa", "desnz");
        assertThat(policy.official()).hasSize(CalculationMethod.values().length)
            .startsWith(CalculationMethod.MARKET_BASED, CalculationMethod.SUPPLIER_SPECIFIC);
        assertThat(policy.usesSupplierFactors()).isFalse();
        assertThat(policy.usesCarrierFigures()).isTrue();
        assertThat(book.policyOf("acme").publishNeedsSecondPerson()).isTrue();
        assertThat(book.policyOf("acme").publishTolerancePercent()).isEqualByComparingTo("2.5");
    }

    private static Methodology spend(TenantRules rules) {
        Facts facts = SomeFacts.of(Map.of("activity", "spend.naics.331110", "dimension", "money"));
        return rules.methodologies().resolve(facts).get(CalculationMethod.SPEND_BASED);
    }

    private static RuleDocument ours(String id, int version, String title) {
        return ours(id, version, title, "");
    }

    private static RuleDocument ours(String id, int version, String title, String more) {
        return document("methodology", "acme", id, version,
                "{'title': '%s', 'source': 'ours', %s 'activities': ['spend'], 'method': 'spend_based'}".formatted(
                        title,
                        more));
    }

    private static RuleDocument document(String kind, String tenant, String id, int version, String json) {
        return new RuleDocument(kind, tenant, id, version, json.replace('\'', '"'));
    }
}
