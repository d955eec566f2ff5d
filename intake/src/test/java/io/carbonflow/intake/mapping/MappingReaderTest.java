package io.carbonflow.intake.mapping;

import static io.carbonflow.intake.contract.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {

    private static List<String> faultsAt(String document) {
        return MappingReader.read(json(document))
            .fold(read -> List.of(), faults -> faults.stream().map(MappingFault::at).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fields":{"id":"/no"}}                                                 | ``
            {"fields":{"id":{"from":["/no","/nr"]},"quantity":{"from":"/q","unit":"kg"}}} | ``
            []                                                                      | ``
            """)
    void readsTheShortestDocuments(String document, String ignored) {
        assertThat(MappingReader.isMapping(json(document))).isEqualTo(!document.equals("[]"));
        assertThat(faultsAt(document)).isEqualTo(document.equals("[]") ? List.of("") : List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fields":{"id":"/no"},"fromat":"csv"}                                  | /fromat
            {"fields":{"id":"/no"},"format":"xml"}                                  | /format
            {"fields":{"quantity":"/q"}}                                            | /fields
            {"fields":{}}                                                           | /fields
            {"fields":{"id":"/no","quantitty":"/q"}}                                | /fields/quantitty
            {"fields":{"id":{}}}                                                    | /fields/id
            {"fields":{"id":{"from":"/a","value":"b"}}}                             | /fields/id
            {"fields":{"id":{"from":"/a","maps":{}}}}                               | /fields/id/maps
            {"fields":{"id":{"from":"/a","map":{"a":{}}}}}                          | /fields/id/map/a
            {"fields":{"id":{"from":"/a","else":"x"}}}                              | /fields/id/else
            {"fields":{"id":{"from":"/a","of":"uncle"}}}                            | /fields/id/of
            {"fields":{"id":{"join":[{"join":["a"]}]}}}                             | /fields/id/join/0
            {"fields":{"id":"/no","quantity":{"from":"/q","scale":"1,5"}}}          | /fields/quantity/scale
            {"fields":{"id":"/no","quantity":{"from":"/q","scale":0}}}              | /fields/quantity/scale
            {"fields":{"id":"/no","quantity":{"from":"/q","decimal":";"}}}          | /fields/quantity/decimal
            {"fields":{"id":"/no","unit":"/u","quantity":{"from":"/q","unit":"kg"}}} | /fields/quantity/unit
            {"fields":{"id":"/no","country":{"from":"/c","unit":"kg"}}}             | /fields/country/unit
            {"fields":{"id":"/no","occurred_at":{"from":"/t","date_format":"bbb"}}} | /fields/occurred_at/date_format
            {"fields":{"id":"/no","occurred_at":{"from":"/t","zone":"Mars/Base"}}}  | /fields/occurred_at/zone
            {"fields":{"id":"/no"},"when":[{"from":"/a"}]}                          | /when/0
            {"fields":{"id":"/no"},"when":{}}                                       | /when
            {"fields":{"id":"no"},"format":"csv","items":"/rows"}                   | /items
            {"fields":{"id":"no"},"items":"rows"}                                   | /items
            {"fields":{"id":"no"},"csv":{"delimiter":";;"}}                         | /csv/delimiter
            {"fields":{"id":"no"},"csv":{"charset":"UTF-16"}}                       | /csv/charset
            {"fields":{"id":"no"},"csv":{"skip_lines":2,"columns":["no"]}}          | /csv/skip_lines
            {"fields":{"id":"no"},"applies_to":{"header":["a"]}}                    | /applies_to/header
            """)
    void saysWhereADocumentIsWrong(String document, String at) {
        assertThat(faultsAt(document)).containsExactly(at);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThat(faultsAt("{\"fields\":{\"quantity\":{}},\"format\":1,\"x\":2}"))
            .containsExactlyInAnyOrder("/x", "/format", "/fields/quantity", "/fields");
    }

    @Test
    void readsHowAFileIsWritten() {
        Mapping mapping = MappingReader
            .read(json(
                    """
                            {"id":"s1","format":"csv","csv":{"delimiter":"\\t","charset":"windows-1252","columns":["a","b"]},
                             "fields":{"id":"a"}}"""))
            .fold(read -> read, faults -> null);

        assertThat(mapping.isCsv()).isTrue();
        assertThat(mapping.dialect().delimiter()).isEqualTo('\t');
        assertThat(mapping.dialect().charset().name()).isEqualTo("windows-1252");
        assertThat(mapping.givesId()).isTrue();
        assertThat(mapping.dialect().columns()).containsExactly("a", "b");
    }
}
