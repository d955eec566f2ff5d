package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.rules.Policy;

/** What docs/reference/methodologies.md shows is so. */
class DocumentationTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private final String page = read();
    private final List<String> examples = EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();

    @Test
    void itsMethodologyIsAccepted() {
        assertThat(RuleDocuments.check("methodology", "acme.fridges", examples.get(0)))
            .isInstanceOf(CheckedDocument.Accepted.class);
    }

    @Test
    void itsPolicyIsTheOneThatShips() {
        var book = RuleBook.of(List.of(new RuleDocument("policy", "acme", "policy", 0, examples.get(1))));

        assertThat(book.faults()).isEmpty();
        assertThat(book.policyOf("acme")).isEqualTo(PolicyDocument.SHIPPED);
        assertThat(book.forTenant("acme").policy()).isEqualTo(Policy.SHIPPED);
    }

    @Test
    void itListsEveryMethodologyThatShips() {
        assertThat(MethodologyExamples.ids()).allSatisfy(id -> assertThat(page).contains("| `" + id + "` |"));
        assertThat(page).contains(MethodologyExamples.ids().size() + " methodologies.");
    }

    @Test
    void itNamesEveryFact() {
        assertThat(FactNames.texts()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/reference/methodologies.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
