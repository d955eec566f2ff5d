package io.carbonflow.rules.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.rules.ActivityAllocation;
import io.carbonflow.rules.Checked;
import io.carbonflow.rules.DocumentFault;
import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;

class AllocationReaderTest {

    private static final String SHARED = """
            {"by": "floor_area", "facility_id": "SITE", "valid_from": "2025-01-01", "valid_to": "2025-12-31",
             "shares": [{"product_id": "A", "amount": "3"}, {"facility_id": "B", "amount": 1}]}""";

    @Test
    void readsAKeyOfASharedFacility() {
        // When
        List<AllocationKey> keys = RuleBook.of(List.of(new RuleDocument("allocation", "acme", "site", 2, SHARED)))
            .forTenant("acme")
            .allocationKeys();

        // Then
        assertThat(keys).containsExactly(new AllocationKey("site", 2, "floor_area", "SITE",
                LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-31"), shares()));
    }

    @Test
    void readsAKeyThatCameWithAnActivity() {
        // When
        var allocation = ActivityAllocation.read("""
                {"by":"mass","shares":[{"product_id":"A","amount":"3"},{"facility_id":"B","amount":1}]}""");

        // Then
        assertThat(allocation.fold(ActivityAllocation.Given::key, refused -> null))
            .isEqualTo(new AllocationKey("activity", 1, "mass", null, null, null, shares()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'shares': [{'product_id': 'A', 'amount': 1}]} | by",
            "{'by': 'colour', 'shares': [{'product_id': 'A', 'amount': 1}]} | by",
            "{'by': 'mass'} | shares",
            "{'by': 'mass', 'shares': []} | shares",
            "{'by': 'mass', 'shares': [{'product_id': 'A', 'amount': 0}]} | shares",
            "{'by': 'mass', 'shares': [{'product_id': 'A', 'amount': -1}]} | shares[0].amount",
            "{'by': 'mass', 'shares': [{'product_id': 'A'}]} | shares[0].amount",
            "{'by': 'mass', 'shares': [{'amount': 1}]} | shares[0]",
            "{'by': 'mass', 'shares': [{'product_id': 'A', 'facility_id': 'B', 'amount': 1}]} | shares[0]",
            "{'by': 'mass', 'shares': [{'product_id': 'A', 'amount': 1}, {'product_id': 'A', 'amount': 2}]}"
                    + " | shares[1]",
            "{'by': 'mass', 'facility_id': 'S', 'shares': [{'product_id': 'A', 'amount': 1}]} | facility_id"})
    void namesTheFieldThatIsWrongInAnActivity(String json, String path) {
        assertThat(faults(json.replace('\'', '"'))).extracting(DocumentFault::path).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "null", "{\"by\":\"mass\"} more"})
    void refusesWhatIsNoObject(String json) {
        assertThat(faults(json)).extracting(DocumentFault::allowed).containsExactly("one JSON object");
    }

    @Test
    void aKeyOfAFacilityNamesItAndItsDaysInOrder() {
        assertThat(Checked.paths("allocation", "site", """
                {'by': 'mass', 'valid_from': '2025-02-01', 'valid_to': '2025-01-01',
                 'shares': [{'product_id': 'A', 'amount': 1}]}""")).containsExactly("facility_id", "valid_to");
    }

    @Test
    void twoKeysForOneFacilityAndDayMakeNoRules() {
        // Given
        var site = new RuleDocument("allocation", "acme", "site", 1, SHARED);
        var other = new RuleDocument("allocation", "acme", "other", 1, SHARED);
        var moved = new RuleDocument("allocation", "acme", "site", 2, SHARED.replace("2025-", "2026-"));

        // Then
        var both = RuleBook.of(List.of(site, other));
        assertThatIllegalArgumentException().isThrownBy(() -> both.forTenant("acme"))
            .withMessage("allocation keys other and site both split SITE on 2025-01-01, allowed is one for a facility"
                    + " and a day");
        assertThat(both.forTenant("demo").allocationKeys()).isEmpty();
        assertThat(RuleBook.of(List.of(site, other, moved)).forTenant("acme").allocationKeys()).hasSize(2);
    }

    private static List<DocumentFault> faults(String json) {
        return ActivityAllocation.read(json).fold(given -> List.of(), ActivityAllocation.Refused::faults);
    }

    private static List<AllocationKey.Share> shares() {
        return List.of(new AllocationKey.Share("A", true, new BigDecimal("3")),
                new AllocationKey.Share("B", false, BigDecimal.ONE));
    }
}
