package io.carbonflow.calculator.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.accounting.calculation.Calculation;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;

/**
 * Published worked examples, numbers only: {@code worked-examples.json} holds each with its source, the factors it uses,
 * where needed a methodology as a company would put it, the activities as they would be sent, and what the source
 * prints with the tolerance of its rounding. GLEC's figures stand in this test and nowhere else. What an example needs
 * changed to be an activity is said in {@code docs/reference/worked-examples.md}.
 */
class WorkedExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-06-15T00:00:00Z"), ZoneOffset.UTC);
    private static final BigDecimal TONNE = new BigDecimal("1000");

    /** One example; its name is what a test report shows. */
    record Example(JsonNode json) {

        @Override
        public String toString() {
            return json.path("id").asText() + ": " + json.path("title").asText();
        }
    }

    static Stream<Example> examples() throws IOException {
        try (var file = WorkedExamplesTest.class.getResourceAsStream("/worked-examples.json")) {
            return elements(JSON.readTree(file)).map(Example::new).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void givesThePublishedFigures(Example example) {
        // Given
        var calculator = new EmissionCalculator(library(example.json().path("factors")),
                rules(example.json().path("methodologies")).forTenant("example"));

        // When
        List<List<EmissionResult>> resultsByEvent = elements(example.json().path("events"))
            .map(event -> officialResults(calculator, event))
            .toList();

        // Then
        elements(example.json().path("expect")).forEach(expected -> {
            var tolerance = new BigDecimal(expected.path("tolerance").asText());
            var published = new BigDecimal(expected.path("published").asText());
            assertThat(figure(expected, resultsByEvent).subtract(published).abs())
                .as("%s: %s, published %s", example, expected.path("label").asText(), published)
                .isLessThanOrEqualTo(tolerance);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void givesReceiptsThatRecompute(Example example) {
        var calculator = new EmissionCalculator(library(example.json().path("factors")),
                rules(example.json().path("methodologies")).forTenant("example"));

        assertThat(elements(example.json().path("events"))
            .flatMap(event -> officialResults(calculator, event).stream())
            .map(result -> result.receipt().json()))
            .isNotEmpty()
            .allSatisfy(receipt -> assertThat(Receipt.recompute(receipt)).isEqualTo(receipt));
    }

    private static BigDecimal figure(JsonNode expected, List<List<EmissionResult>> resultsByEvent) {
        List<Integer> events = expected.has("events")
                ? elements(expected.path("events")).map(JsonNode::asInt).toList()
                : IntStream.range(0, resultsByEvent.size()).boxed().toList();
        List<String> parts = expected.has("part") ? List.of(expected.path("part").asText().split("\\+")) : List.of();
        BigDecimal sum = events.stream()
            .flatMap(event -> resultsByEvent.get(event).stream())
            .filter(result -> parts.isEmpty() || parts.contains(result.part().code()))
            .filter(result -> !expected.has("element")
                    || result.element().orElse("").equals(expected.path("element").asText()))
            .map(result -> amount(result, expected.path("unit").asText()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
        return expected.has("per")
                ? sum.divide(new BigDecimal(expected.path("per").asText()), MathContext.DECIMAL128)
                : sum;
    }

    private static BigDecimal amount(EmissionResult result, String unit) {
        return switch (unit) {
            case "kg" -> result.co2e().kilograms();
            case "t" -> result.co2e().kilograms().divide(TONNE, MathContext.DECIMAL128);
            case "kg_ar5" -> result.amounts().ar5().kilograms();
            case "kg_co2" -> result.amounts().gases().co2();
            case "quantity" -> result.amounts().normalised().amount();
            default -> throw new IllegalArgumentException("unit is " + unit);
        };
    }

    private static List<EmissionResult> officialResults(EmissionCalculator calculator, JsonNode event) {
        var reasons = new ArrayList<ProblemReason>();
        var activity = CanonicalForm.read(new JsonFields(event, "", reasons), CLOCK);
        assertThat(reasons).isEmpty();
        Calculation calculation = calculator.calculate(activity);
        return calculation.fold(
                calculated -> calculated.results().stream().filter(EmissionResult::official).toList(),
                held -> {
                    throw new AssertionError(event + " is held: " + held.reasons());
                },
                refused -> {
                    throw new AssertionError(event + " is refused: " + refused.reasons());
                });
    }

    private static RuleBook rules(JsonNode methodologies) {
        return RuleBook.of(elements(methodologies)
            .map(document -> new RuleDocument("methodology", "example", document.path("id").asText(), 1,
                    document.toString()))
            .toList());
    }

    private static FactorLibrary library(JsonNode factors) {
        var file = new StringBuilder("id,activity,region,year,valid_from,valid_to,unit,kg_co2e,kg_co2,kg_ch4,kg_n2o,"
                + "kg_biogenic_co2,methane_origin,gwp_set,boundary,method,publisher,publication,locator,licence,proxy,"
                + "notes,part,kg_co2e_wtt\n");
        int number = 0;
        for (JsonNode factor : factors) {
            file.append(String.join(",", "factor-" + number++, factor.path("activity").asText(),
                    factor.path("region").asText("WORLD"), "2025", "", "", factor.path("unit").asText(),
                    factor.path("kg_co2e").asText(), factor.path("kg_co2").asText(""),
                    factor.path("kg_ch4").asText(""), factor.path("kg_n2o").asText(""), "",
                    "non_fossil", factor.path("gwp_set").asText("AR6"), "generation",
                    "average_data", "example", "example", "example", "example", "", "", factor.path("part").asText(),
                    factor.path("kg_co2e_wtt").asText("")))
                .append('\n');
        }
        if (factors.isEmpty()) {
            return FactorLibrary.of(List.of());
        }
        return FactorEditionCsv.read("example", file.toString().getBytes(UTF_8))
            .fold(read -> FactorLibrary.of(List.of(new PublishedEdition(read.edition(), Instant.EPOCH))),
                    unreadable -> {
                        throw new AssertionError(unreadable.badRows().toString());
                    });
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
