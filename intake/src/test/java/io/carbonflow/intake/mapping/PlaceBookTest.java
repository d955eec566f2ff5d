package io.carbonflow.intake.mapping;

import static io.carbonflow.intake.contract.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.DocumentReaders;
import io.carbonflow.intake.document.Fault;

class PlaceBookTest {

    private static final String LANES = """
            {"id":"lanes","lanes":[{"from":"NL:1043 AG","to":"DE:80331","mode":"road","distance_km":"823.5"},
             {"from":"locode:NLRTM","to":"locode:CNSHA","distance_km":19500}]}""";
    private static final String PLACES = """
            {"id":"places","places":[{"name":"iata:AMS","latitude":"52.3","longitude":4.76}],"operations":{"X-17":"rail"}}""";

    private final PlaceBook book = PlaceBook.of(List.of(json(LANES), json(PLACES)));

    @Test
    void findsALaneInEitherDirectionWhateverBlanksAndCase() {
        assertThat(book.lane(List.of("NL:1043AG"), List.of("de:80331"), "road")).hasValueSatisfying(
                kilometres -> assertThat(kilometres).isEqualByComparingTo("823.5"));
        assertThat(book.lane(List.of("DE:80331"), List.of("iata:X", "NL:1043AG"), "road")).isPresent();
    }

    @Test
    void keepsALaneOfOneModeFromAnother() {
        assertThat(book.lane(List.of("NL:1043AG"), List.of("DE:80331"), "rail")).isEmpty();
        assertThat(book.lane(List.of("locode:NLRTM"), List.of("locode:CNSHA"), "sea")).isPresent();
    }

    @Test
    void knowsPlacesAndOperations() {
        assertThat(book.place(List.of("locode:X", "IATA:ams"))).isPresent();
        assertThat(book.operation("X-17")).contains("rail");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"lanes":[{"from":"a","to":"b","distance_km":"0"}]}                  | lanes.0.distance_km
            {"lanes":[{"from":"a","distance_km":"1"}]}                           | lanes.0
            {"lanes":[{"from":"a","to":"b","distance_km":"1","mode":"truck"}]}   | lanes.0.mode
            {"places":[{"name":"a","latitude":91,"longitude":0}]}                | places.0.latitude
            {"operations":{"x":"truck"}}                                         | operations.x
            {"fields":{"id":"/no"},"unknown":1}                                  | unknown
            """)
    void isCheckedBeforeItIsStored(String document, String path) {
        assertThat(DocumentReaders.faults(DocumentKinds.MAPPING, (ObjectNode) json(document))).extracting(Fault::path)
            .containsExactly(path);
    }

    @Test
    void leavesOtherMappingsToWhoeverAsksForThem() {
        assertThat(DocumentReaders.faults(DocumentKinds.MAPPING, (ObjectNode) json("{\"commodities\":[]}"))).isEmpty();
    }
}
