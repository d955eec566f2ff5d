package io.carbonflow.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class CsvColumnsTest {

    private static final Path SHIPPED_RULES = Path.of("..", "rules", "src", "main", "resources");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\battributes\\.([a-z0-9_]+)");

    @Test
    void everyAttributeOfTheShippedRulesIsAColumnOfItsOwnName() throws IOException {
        var attributes = new TreeSet<String>();
        try (var files = Files.walk(SHIPPED_RULES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                ATTRIBUTE.matcher(Files.readString(file)).results().forEach(found -> attributes.add(found.group(1)));
            }
        }

        assertThat(attributes).contains("material", "refrigerant").allMatch(CsvColumns::isKnown);
    }

    @Test
    void aColumnThatNobodyExplainedIsNone() {
        assertThat(CsvColumns.isKnown("Driver name")).isFalse();
        assertThat(CsvColumns.isKnown("attributes.Driver name")).isTrue();
    }
}
